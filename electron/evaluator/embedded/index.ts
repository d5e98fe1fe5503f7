/** The door of the embedded evaluator: a clan directory in, answers and diagnostics out. Nothing here throws. */
export { exactJsonText, isExactObject, toDocumentJson, toPlainJson } from './schema/exact-json';
export type { ExactJson, ExactJsonObject } from './schema/exact-json';
export type {
  ClanQueries,
  EvaluationLimits,
  EvaluatorSession,
  InstanceMembers,
  OpenClan,
  OpenClanOptions,
  QueryResult,
  RoleMember,
  RoleMembers,
  SessionChange,
} from './clan/session-types';
export { openClan } from './clan/open-clan';
export { NixError, decodeUtf8 } from './nix';
export type { FileStamp, FileType, NixIo } from './nix';
// The inventory's values as machines, instances and roles: the same reading whoever evaluated them.
export {
  membersOf,
  namesIn,
  objectAt,
  readInstances,
  readMachines,
  stringAt,
  stringsAt,
} from './clan/query/inventory-model';
export type { InstanceModel, MachineModel, RoleModel } from './clan/query/inventory-model';
