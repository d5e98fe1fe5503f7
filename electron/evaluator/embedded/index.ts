/** The door of the embedded evaluator: a clan directory in, answers and diagnostics out. Nothing here throws. */
export { exactJsonText, toPlainJson } from './clan/exact-json';
export type { ExactJson, ExactJsonObject } from './clan/exact-json';
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
  ServiceInfo,
  ServiceManifest,
  SessionChange,
} from './clan/session-types';
