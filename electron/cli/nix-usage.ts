/** What `clan-inventory nix --help` prints. */
export const nixUsageText = `Usage: clan-inventory nix [OPTION…] FILE…
       clan-inventory nix [OPTION…] -E EXPR…

Evaluates Nix without Nix, and prints what nix-instantiate --eval prints. FILE may be a folder with a
default.nix, <name> for a file of the search path, or - for standard input; without any it is ./default.nix.

What to do:
  --eval                     evaluate (the default)
  --parse                    print the parsed expression instead
  --find-file                say where names lead to in the search path
  -E, --expr                 the arguments are expressions

What to print:
  --strict                   evaluate lists and sets all the way down
  --json                     as JSON
  --xml [--no-location]      as XML, without the places of attributes
  --raw                      a string as it is, without quotes
  -A, --attr PATH            only what is at this attribute path; may be given several times

What to evaluate it with:
  --arg NAME EXPR            an argument for functions that take a set
  --argstr NAME TEXT         the same, as a string
  -I, --include [NAME=]PATH  before the entries of $NIX_PATH
  --override-input NAME PATH a folder in the place of what would have to be fetched
  --max-call-depth N         how deep calls may nest (10000)
  --show-trace               the whole trace of an error

Accepted and without effect, because nothing is written or fetched: --read-write-mode, --readonly-mode,
--impure, --quiet, -v, --indirect, --add-root, --experimental-features, --option, --log-format.

Exit code: 0, or 1 when anything failed.
`;
