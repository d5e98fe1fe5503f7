/**
 * The Nix text of our questions: functions for `nix eval --apply`. They read public attributes of a clan only, and
 * answer with JSON in which everything that is no data has become a marker. One call answers a group of questions, and
 * one that fails with something that can be caught leaves the others alone.
 */
import type { Json } from '../../../shared/base/json';

/** A text as a Nix string. */
function nixText(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('${', '\\${');
  return `"${escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
}

/** Plain data as a Nix expression, whatever characters it holds. */
export function nixData(value: Json): string {
  return `(builtins.fromJSON ${nixText(JSON.stringify(value))})`;
}

/** Shared by all questions. `picture` has the markers of the conformance cases. */
const helpers = `
  try = builtins.tryEval;
  attempt = v: let t = try (builtins.deepSeq v v); in if t.success then { ok = t.value; } else { };
  isOpaque = v: v ? outPath || v ? __functor;
  picture = v:
    let t = try v; kind = builtins.typeOf t.value; in
    if !t.success then "<error>"
    else if kind == "lambda" then "<function>"
    else if kind == "path" then toString t.value
    else if kind == "list" then map picture t.value
    else if kind != "set" then t.value
    else if v ? outPath then "<outPath \${toString v.outPath}>"
    else if v ? __functor then "<function>"
    else builtins.mapAttrs (_: picture) v;
  at = path: v: builtins.foldl' (set: name: set.\${name}) v path;
  has = path: v:
    (builtins.foldl' (found: name:
      if found.is && builtins.isAttrs found.v && found.v ? \${name}
      then { is = true; v = found.v.\${name}; }
      else { is = false; v = null; }) { is = true; inherit v; } path).is;
`;

/** Expressions over `x`, the attribute that is asked about, by the name of their answer. */
export type Parts = Readonly<Record<string, string>>;

/** All parts in one call: each answer is `{ ok = …; }`, or `{ }` where it failed. */
export function groupExpression(parts: Parts): string {
  const members = Object.entries(parts).map(([name, text]) => `${nixText(name)} = attempt (${text});`);
  return `x: let ${helpers} in { ${members.join(' ')} }`;
}

/** A function applied to each of several names, in one call; what failed is `{ }`. */
export function manyExpression(functionText: string, names: readonly string[]): string {
  return `x: let ${helpers} f = ${functionText}; in map (name: attempt (f name)) ${nixData(names)}`;
}

/**
 * The same for nix-eval-jobs, which takes nothing but derivations: each answer hangs on one that is never written. They
 * are called by their number, because names could be read as paths.
 */
export function jobsExpression(functionText: string, names: readonly string[]): string {
  return `x: let ${helpers} f = ${functionText};
    names = ${nixData(names)};
  in builtins.listToAttrs (builtins.genList (index: {
    name = "job\${toString index}";
    value = derivation { name = "job\${toString index}"; system = "none"; builder = "none"; } // { answer = f (builtins.elemAt names index); };
  }) (builtins.length names))`;
}

/** One part alone, which fails with its own message. */
export function strictExpression(text: string): string {
  return `x: let ${helpers} in ${text}`;
}

/** Of `clanInternals`: what the window draws. */
export const overviewParts: Parts = {
  values: 'x.inventoryClass.inventorySerialization',
  introspection: 'x.inventoryClass.introspection',
  staticModules: 'x.inventoryClass.staticModules or { }',
  modulesPerSource:
    'builtins.mapAttrs (_: builtins.mapAttrs (_: attempt)) (x.inventoryClass.modulesPerSource or { })',
  checks: 'x.cliChecks or [ ]',
  extraModules:
    'builtins.mapAttrs (_: i: builtins.mapAttrs (_: r: builtins.length (r.extraModules or [ ])) i.roles) (x.inventoryClass.inventory.instances or { })',
};

/** Of `clan`: who is in which role with which settings. Not one of the public attributes, but the only place. */
export const settingsText = `
  let ofInstance = i: builtins.mapAttrs (_: r: builtins.mapAttrs (_: m: m.finalSettings.config) r.machines) i.roles;
  in builtins.foldl' (all: s: all // builtins.mapAttrs (_: ofInstance) s.instances) { }
    (builtins.attrValues x._services.allServices)`;

/** Of `clan`: whether the settings of one member evaluate; a failure is that of the first wrong one. */
export function memberSettingsPart(member: {
  readonly service: string;
  readonly instance: string;
  readonly role: string;
  readonly machine: string;
}): string {
  const path = ['instances', member.instance, 'roles', member.role, 'machines', member.machine];
  return `let s = at ${nixData(path)} x._services.allServices.\${${nixData(member.service)}}; in builtins.deepSeq s.finalSettings.config true`;
}

/** Of `clan`: what the settings form of a role is made from. */
export function roleFormParts(
  service: string,
  instance: string,
  role: string,
  members: readonly string[],
): Parts {
  const found = `x._services.allServices.\${${nixData(service)}}`;
  const used = `${found}.instances.\${${nixData(instance)}}.roles.\${${nixData(role)}}`;
  return {
    schema: `${found}.result.api.schema.\${${nixData(role)}}`,
    roleEffective: `picture ${used}.finalSettings.config`,
    ...Object.fromEntries(
      members.map((machine) => [
        memberPart(machine),
        `picture ${used}.machines.\${${nixData(machine)}}.finalSettings.config`,
      ]),
    ),
  };
}

/** The part of {@link roleFormParts} that answers for a machine. */
export function memberPart(machine: string): string {
  return `machine ${machine}`;
}

export const manifestsText = 'builtins.mapAttrs (_: s: s.manifest) x._services.allServices';
export const schemasText = 'builtins.mapAttrs (_: s: s.result.api.schema) x._services.allServices';
export const exportsText = 'picture (x.exports or { })';
export const outputsText = `builtins.mapAttrs (_: builtins.attrNames) {
    nixosConfigurations = x.nixosConfigurations or { };
    darwinConfigurations = x.darwinConfigurations or { };
    nixosModules = x.nixosModules or { };
    darwinModules = x.darwinModules or { };
  }`;

/** Attributes of a machine's configuration that are no configuration, as a Nix list. */
export const hidden = nixData(['clanConfig', '_module']);

/** Of `nixosConfigurations`: one machine's configuration, or the part of it at a path. */
export function configurationText(machine: string, path: readonly string[]): string {
  return `
  let config = removeAttrs x.\${${nixData(machine)}}.config ${hidden}; path = ${nixData(path)};
  in if has path config then { found = picture (at path config); } else { }`;
}

/** Of `nixosConfigurations`: the values of one machine at many paths; what is not there is left out. */
export function valuesText(machine: string, paths: readonly (readonly string[])[]): string {
  return `
  let config = x.\${${nixData(machine)}}.config;
  in map (path:
    let t = try (builtins.deepSeq (picture (at path config)) true); in
    if !(try (has path config)).value then { }
    else if t.success then { v = picture (at path config); } else { v = "<error>"; }) ${nixData(paths)}`;
}

/** Of `nixosConfigurations`: the value at a path, computed to the end, so that it fails with its own message. */
export function strictExpressionAt(machine: string, path: readonly string[]): string {
  return `
  let
    follow = v: name: if builtins.isList v then builtins.elemAt v (builtins.fromJSON name) else v.\${name};
    value = builtins.foldl' follow x.\${${nixData(machine)}}.config ${nixData(path)};
  in builtins.deepSeq value null`;
}

/** Of `nixosConfigurations`: the names at a path, without looking at any value. Null: not a set. */
export function namesText(machine: string, path: readonly string[]): string {
  return `
  let v = at ${nixData(path)} (removeAttrs x.\${${nixData(machine)}}.config ${hidden});
  in if builtins.isAttrs v && !(isOpaque v) then builtins.attrNames v else null`;
}

/** Of `nixosConfigurations`: who defines the option at a path or above it, with its value there. */
export function provenanceText(machine: string, path: readonly string[]): string {
  return `
  let
    machine = x.\${${nixData(machine)}};
    path = ${nixData(path)};
    count = builtins.length path;
    take = n: builtins.genList (i: builtins.elemAt path i) n;
    isOption = n: has (take n) (machine.options or { }) && ((at (take n) machine.options)._type or null) == "option";
    found = builtins.filter isOption (builtins.genList (i: i + 1) count);
    option = at (take (builtins.head found)) machine.options;
    value = builtins.foldl' (v: name: if builtins.isList v then builtins.elemAt v (builtins.fromJSON name) else v.\${name}) machine.config path;
  in {
    value = picture value;
    definitions =
      if found == [ ] then [ ]
      else map (d: { file = toString d.file; value = picture d.value; }) (option.definitionsWithLocations or [ ]);
    priority = if found == [ ] then null else let t = try (option.highestPrio or null); in if t.success then t.value else null;
    declarations = if found == [ ] then [ ] else map toString (option.declarations or [ ]);
  }`;
}

/** Of `nixosConfigurations`: what a machine itself says is wrong. */
export function noticesText(machine: string): string {
  return `
  let config = x.\${${nixData(machine)}}.config; list = v: let t = try v; in if t.success && builtins.isList t.value then t.value else [ ];
  in {
    assertions = map (a: toString a.message)
      (builtins.filter (a: let t = try a.assertion; in t.success && !t.value) (list (config.assertions or [ ])));
    warnings = map toString (list (config.warnings or [ ]));
  }`;
}
