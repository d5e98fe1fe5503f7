/** The commands that read a clan: ask the evaluator, print the answer. */
import type { Diagnostic } from '../../shared/base/diagnostic';
import { isJsonObject } from '../../shared/base/json';
import type { Json, JsonObject } from '../../shared/base/json';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import type { MachinePreview, PreviewNode } from '../../shared/clan/evaluation';
import type { Evaluator, EvaluatorFailure } from '../evaluator';
import type { Command } from './arguments';
import { showAttrPath } from './attr-path';
import { diagnosticText, reportDiagnostics } from './output';
import type { Output } from './output';

type CommandOf<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;
export type ClanCommand = CommandOf<'query' | 'schema' | 'preview' | 'check'>;

/** Runs one command; the exit code. */
export async function runClanCommand(
  command: ClanCommand,
  evaluator: Evaluator,
  output: Output,
): Promise<number> {
  switch (command.kind) {
    case 'query':
      return print(await textOf(evaluator.query({ kind: command.query })), output);
    case 'schema':
      return print(await schemaText(command, evaluator), output);
    case 'preview':
      return print(await previewText(command, evaluator), output, true);
    case 'check':
      return check(command, evaluator, output);
  }
}

type Text = Result<string, EvaluatorFailure>;

function print(text: Text, output: Output, isMachine = false): number {
  if (text.ok) {
    output.stdout(`${text.value}\n`);
    return 0;
  }
  const diagnostics = diagnosticsOf(text.error);
  output.stdout(`${failureText(diagnostics, isMachine)}\n`);
  reportDiagnostics(diagnostics, output);
  return 1;
}

/**
 * What stands in the answer's place, so that stdout is JSON whatever happens: the message, or, for a machine that fails
 * with something that Nix could catch, the mark that failing parts of a machine have as well.
 */
function failureText(diagnostics: readonly Diagnostic[], isMachine: boolean): string {
  const [first] = diagnostics;
  if (isMachine && (first?.code === 'nix.throw' || first?.code === 'nix.assertion')) return '"<error>"';
  return JSON.stringify({ error: first?.message ?? 'There is no answer.' }, null, 2);
}

async function textOf(answer: ReturnType<Evaluator['query']>): Promise<Text> {
  const result = await answer;
  return result.ok ? ok(result.value.text) : result;
}

async function schemaText(command: CommandOf<'schema'>, evaluator: Evaluator): Promise<Text> {
  const answer = await evaluator.query({ kind: 'schemas' });
  if (!answer.ok) return answer;
  if (command.module === null) return ok(answer.value.text);
  const services = answer.value.value as JsonObject;
  const id = serviceId(services, command.module);
  if (id === null)
    return failure(
      'cli.no-such-service',
      `No instance uses a service called ${command.module}. There are: ${Object.keys(services).join(', ')}.`,
    );
  const roles = services[id] as Json;
  if (command.role === null) return ok(JSON.stringify(roles, null, 2));
  const schema = isJsonObject(roles) && Object.hasOwn(roles, command.role) ? roles[command.role] : undefined;
  return schema === undefined
    ? failure('cli.no-such-role', `The service ${id} has no role called ${command.role}.`)
    : ok(JSON.stringify(schema, null, 2));
}

/** `self-backup` or just `backup`, when only one service is called so. */
function serviceId(services: JsonObject, module: string): string | null {
  if (Object.hasOwn(services, module)) return module;
  const matching = Object.keys(services).filter((id) => id.endsWith(`-${module}`));
  return matching.length === 1 ? (matching[0] ?? null) : null;
}

async function previewText(command: CommandOf<'preview'>, evaluator: Evaluator): Promise<Text> {
  const { machine, path } = command;
  const config = await evaluator.query({ kind: 'machine', machine, path });
  if (!config.ok) return config;
  if (!command.withProvenance) return ok(config.value.text);
  const preview = await evaluator.machinePreview(machine);
  if (!preview.ok) return preview;
  const provenance = await provenanceBelow(preview.value, path, evaluator);
  if (!provenance.ok) return provenance;
  const provenanceText = JSON.stringify(provenance.value, null, 2);
  return ok(`{\n  "config": ${indented(config.value.text)},\n  "provenance": ${indented(provenanceText)}\n}`);
}

/** JSON text one level deeper. Its strings hold no line breaks, so every line can be moved. */
function indented(text: string): string {
  return text.replaceAll('\n', '\n  ');
}

/** The definitions of every leaf at or below `path`, by the leaf's path. */
async function provenanceBelow(
  preview: MachinePreview,
  path: readonly string[],
  evaluator: Evaluator,
): Promise<Result<JsonObject, EvaluatorFailure>> {
  const start = nodeAt(preview.root, path);
  const entries: [string, Json][] = [];
  for (const leaf of start === null ? [] : leavesOf(start, path)) {
    const answer = await evaluator.provenance(preview.machine, leaf);
    if (!answer.ok) return answer;
    entries.push([showAttrPath(leaf), answer.value.definitions as unknown as Json]);
  }
  return ok(Object.fromEntries(entries));
}

function nodeAt(root: PreviewNode | null, path: readonly string[]): PreviewNode | null {
  let node = root;
  for (const name of path) node = node?.children?.find((child) => child.name === name) ?? null;
  return node;
}

function leavesOf(node: PreviewNode, path: readonly string[]): readonly (readonly string[])[] {
  const isSet = node.kind === 'set' && node.children !== undefined && node.children.length > 0;
  if (!isSet) return [path];
  return (node.children ?? []).flatMap((child) => leavesOf(child, [...path, child.name]));
}

async function check(command: CommandOf<'check'>, evaluator: Evaluator, output: Output): Promise<number> {
  const answer = await evaluator.query({ kind: 'problems' });
  const problems = answer.ok
    ? (answer.value.value as unknown as readonly Diagnostic[])
    : diagnosticsOf(answer.error);
  if (command.asJson) output.stdout(`${JSON.stringify(problems, null, 2)}\n`);
  else for (const problem of problems) output.stdout(`${diagnosticText(problem)}\n`);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  if (!command.asJson) output.stderr(`${summary(problems.length, errors)}\n`);
  return errors > 0 ? 1 : 0;
}

function summary(count: number, errors: number): string {
  if (count === 0) return 'No problems found.';
  return `${count} ${count === 1 ? 'problem' : 'problems'}, ${errors} of them ${errors === 1 ? 'an error' : 'errors'}.`;
}

function failure(code: string, message: string): Result<never, EvaluatorFailure> {
  return err({ kind: 'failed', diagnostics: [{ code, severity: 'error', message }] });
}

function diagnosticsOf(failure: EvaluatorFailure): readonly Diagnostic[] {
  return failure.kind === 'failed' ? failure.diagnostics : [];
}
