/** The export interfaces that clan brings: what services can tell each other (clan-semantics 6). */
import { AttrSet } from '../../nix';
import type { Slot } from '../../nix';
import { fn, mkOption } from '../../modules';
import type { OptionTree } from '../../modules';
import { record, slotAt } from '../nix-values';
import type { CoreContext } from './context';
import { optionSet } from './inventory-options';

/** All interfaces by name. */
export function exportInterfaces(context: CoreContext): AttrSet {
  return record({
    peer: peer(context),
    networking: networking(context),
    dataMesher: dataMesher(context),
    endpoints: endpoints(context),
    generators: generators(context),
    auth: auth(context),
  });
}

function options(tree: OptionTree): AttrSet {
  return AttrSet.of({ options: optionSet(tree) });
}

function peer({ system: { types } }: CoreContext): Slot {
  const text = mkOption({ type: types.str });
  const variable = options({
    machine: text,
    generator: text,
    file: text,
    flake: mkOption({ type: types.path }),
  });
  const host = types.attrTag(record({ plain: text, var: mkOption({ type: types.submodule([variable]) }) }));
  return fn(
    (args) =>
      options({
        name: mkOption({ type: types.str, default: slotAt(args, 'name') }),
        port: mkOption({ type: types.port, default: 22n, description: 'SSH port.' }),
        user: mkOption({
          type: types.nullOr(types.str),
          default: null,
          description: 'SSH user; null is root.',
        }),
        SSHOptions: mkOption({ type: types.listOf(types.str), default: [] }),
        hosts: mkOption({
          type: types.listOf(host),
          default: [],
          description: 'Where the machine can be reached.',
        }),
      }),
    { name: false },
    'peer',
  );
}

function networking({ system: { types } }: CoreContext): AttrSet {
  return options({
    priority: mkOption({ type: types.int, default: 1000n, description: 'Higher networks are tried first.' }),
    module: mkOption({ type: types.str, default: 'clan_lib.network.direct' }),
  });
}

function dataMesher({ system: { types } }: CoreContext): AttrSet {
  const names = types.listOf(types.str);
  return options({
    files: mkOption({
      type: types.attrsOf(names),
      default: AttrSet.empty,
      description: 'Keys that may sign, by file.',
    }),
    namespaces: mkOption({ type: names, default: [] }),
  });
}

function endpoints({ system: { types } }: CoreContext): AttrSet {
  return options({ hosts: mkOption({ type: types.listOf(types.str), default: [] }) });
}

function generators({ system: { types } }: CoreContext): AttrSet {
  return options({
    generators: mkOption({ type: types.attrsOf(types.deferredModule), default: AttrSet.empty }),
  });
}

function auth({ system: { types } }: CoreContext): AttrSet {
  const text = mkOption({ type: types.str });
  const names = (values: readonly string[]): AttrSet =>
    mkOption({ type: types.listOf(types.str), default: values });
  const user = options({ username: text, email: text, groups: names([]), displayname: text });
  const client = options({
    clientId: text,
    clientName: mkOption({ type: types.str, default: '' }),
    redirectUris: mkOption({ type: types.listOf(types.str) }),
    scopes: names(['openid', 'profile', 'email']),
    public: mkOption({ type: types.bool, default: false }),
  });
  return options({
    users: mkOption({ type: types.attrsOf(types.submodule([user])), default: AttrSet.empty }),
    client: mkOption({ type: types.nullOr(types.submodule([client])), default: null }),
    varsGenerator: mkOption({ type: types.nullOr(types.attrs), default: null }),
  });
}
