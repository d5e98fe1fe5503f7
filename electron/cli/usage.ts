/** What `clan-inventory --help` prints. */
export const usageText = `Usage: clan-inventory COMMAND [ARGUMENT…] [OPTION…]

Reads a clan, without Nix unless you ask for it, and prints what it evaluates to.

  inventory DIR                    machines, instances, tags and meta, merged from all files
  services DIR                     services that the clan can use
  manifests DIR                    manifests of the services in use
  schema DIR [MODULE [ROLE]]       JSON schema of the settings, of all services or of one
  settings DIR                     evaluated settings of every instance, role and machine
  members DIR                      members of every role, and why
  preview DIR MACHINE              the configuration that a machine ends up with
        --attr a.b.c               only what is there
        --provenance               with the definitions of every value
  introspection DIR                where every option of the inventory is defined
  exports DIR                      exports of services
  checks DIR                       constraints of services that do not hold
  outputs DIR                      names of the configurations and modules
  inputs DIR                       inputs of the flake, and what stands for each
  check DIR [--json]               every problem of the clan; fails when one is an error
  doctor DIR                       what each evaluator can do with the clan here, and why
  nix [--eval] [--strict] [--json|--xml] [--parse] (FILE | -E EXPR | -)
        [-A attr] [--arg n e] [--argstr n s] [-I path] [--override-input name path]
                                   evaluates Nix like nix-instantiate does; more with nix --help
  serve [DIR] [--port N] [--evaluator WHICH] [--override-input NAME PATH]
                                   the editor in a browser, on this machine only

Options for every command that reads a clan:
  --evaluator embedded|nix|auto    who evaluates: our own evaluator (default), your Nix, or your
                                   Nix where there is one; your Nix fetches nothing
  --override-input NAME PATH       use the folder PATH as the flake input NAME (or NAME=PATH)

  --help, --version

Answers go to stdout as JSON ({ "error": … } when there is none), diagnostics to stderr.
Exit code: 0 fine, 1 problems, 2 wrong usage.
`;
