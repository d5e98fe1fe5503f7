import { ActionIcon, Skeleton, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy, IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { JsonPath } from '../../shared/base/json';
import type { Result } from '../../shared/base/result';
import type { PreviewNode, Provenance, SettingSource, ValueDefinition } from '../../shared/clan/evaluation';
import { useActions, useEvaluation, useEvaluators } from '../state';
import { nixName } from './agreement';
import { MarkedText, OnlyIf } from './marked-text';
import { NixVerdict } from './nix-mark';
import classes from './preview.module.css';
import { attributePath } from './tree';
import { definitionWords, orderWords, priorityWords, settingWords } from './definition-words';

/** "Where … comes from": every definition that made the value or lost against it. */
export function ProvenancePanel(props: {
  readonly machine: string;
  readonly path: JsonPath;
  readonly node: PreviewNode;
  readonly onClose: () => void;
}) {
  const { machine, path, node, onClose } = props;
  const answer = useProvenance(machine, path);
  const version = useEvaluators((slice) => slice.state?.program?.version ?? null);
  const name = attributePath(path);
  return (
    <section className={classes.provenance} data-testid="provenance" aria-label={`Where ${name} comes from`}>
      <header className={classes.provenanceHead}>
        <h3 title={name}>
          Where <span>{name}</span> comes from
        </h3>
        <CopyButton label="Copy path" text={name} />
        {answer?.ok === true && <CopyButton label="Copy value" text={answer.value.text} isValue />}
        <ActionIcon size={24} aria-label="Close" onClick={onClose}>
          <IconX size={14} stroke={1.7} />
        </ActionIcon>
      </header>
      <div className={classes.provenanceBody}>
        <NixVerdict node={node} nixName={version === null ? 'system Nix' : nixName(version)} />
        {node.diagnostic !== undefined && (
          <ErrorText diagnostic={node.diagnostic} isUnknown={node.kind === 'unknown'} />
        )}
        {node.change?.was !== undefined && (
          <div className={classes.wasBlock}>
            {node.change.kind === 'removed' ? 'Removed; saved as ' : 'Saved as '}
            <code>{node.change.was}</code>
          </div>
        )}
        {answer === null ? (
          <Skeleton height={44} />
        ) : answer.ok ? (
          <Definitions provenance={answer.value} />
        ) : (
          <p className={classes.quiet}>{answer.error.message}</p>
        )}
      </div>
    </section>
  );
}

function useProvenance(machine: string, path: JsonPath): Result<Provenance, Diagnostic> | null {
  const { provenance } = useActions();
  const round = useEvaluation((slice) => slice.previewRound);
  const [answer, setAnswer] = useState<Result<Provenance, Diagnostic> | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void provenance(machine, path).then((next) => {
      if (isCurrent) setAnswer(next);
    });
    return () => {
      isCurrent = false;
    };
  }, [provenance, machine, path, round]);
  return answer;
}

function ErrorText(props: { readonly diagnostic: Diagnostic; readonly isUnknown: boolean }) {
  const { diagnostic, isUnknown } = props;
  return (
    <div className={isUnknown ? classes.unknownText : classes.errorText}>
      {diagnostic.message}
      {diagnostic.hint !== undefined && <div>{diagnostic.hint}</div>}
      {diagnostic.excerpt !== undefined && <pre className={classes.excerpt}>{diagnostic.excerpt}</pre>}
    </div>
  );
}

function Definitions({ provenance }: { readonly provenance: Provenance }) {
  const { definitions, text } = provenance;
  return (
    <>
      {definitions.length === 0 ? (
        <p className={classes.quiet}>No definition of its own: it follows from what is around it.</p>
      ) : (
        <ol className={classes.definitions}>
          {definitions.map((definition, index) => (
            <Definition key={index} definition={definition} />
          ))}
        </ol>
      )}
      {text.includes('\n') && <pre className={classes.fullValue}>{text}</pre>}
    </>
  );
}

const outcomes = {
  won: { Symbol: IconCheck, label: 'holds' },
  merged: { Symbol: IconPlus, label: 'is part of the value' },
  overridden: { Symbol: IconX, label: 'is overridden' },
};

function Definition({ definition }: { readonly definition: ValueDefinition }) {
  const { reveal } = useActions();
  const { instance, role, layer } = definition;
  const { Symbol, label } = outcomes[definition.outcome];
  const { before, name, after } = definitionWords(definition);
  const target =
    instance === undefined || role === undefined ? null : { kind: 'role' as const, instance, role, layer };
  return (
    <li className={classes.definition} data-outcome={definition.outcome}>
      <Symbol size={14} stroke={2} aria-label={label} className={classes.outcome} />
      <div className={classes.definitionBody}>
        <div className={classes.definitionTitle}>
          <span>
            {before}
            {name !== null &&
              (target === null ? (
                <strong>{name}</strong>
              ) : (
                <button type="button" className={classes.definitionLink} onClick={() => reveal(target)}>
                  {name}
                </button>
              ))}
            {after}
            {priorityWords(definition.priority)}
            {orderWords(definition.order)}
          </span>
          <code title={definition.text}>
            <MarkedText text={definition.text} />
          </code>
        </div>
        {definition.onlyIf?.map((condition) => (
          <div key={condition} className={classes.place}>
            counts <OnlyIf condition={condition} />
          </div>
        ))}
        <div className={classes.place}>
          {definition.place.label}
          {definition.via !== undefined && ` · ${definition.via}`}
        </div>
        {definition.importedBy !== undefined && (
          <div className={classes.place}>
            imported by {definition.importedBy.toReversed().join(', which ')}
          </div>
        )}
        {definition.settings !== undefined && (
          <Settings definition={definition} settings={definition.settings} />
        )}
      </div>
    </li>
  );
}

/** The settings behind a definition; a click shows the layer that one is set on. */
function Settings(props: {
  readonly definition: ValueDefinition;
  readonly settings: readonly SettingSource[];
}) {
  const { reveal } = useActions();
  const { instance, role } = props.definition;
  return (
    <ul className={classes.settings}>
      {props.settings.map((source, index) => {
        const { setting, layer, text, place } = source;
        const name = attributePath(setting);
        const canReveal = instance !== undefined && role !== undefined && layer !== null;
        return (
          <li key={index}>
            <span>
              setting{' '}
              {canReveal ? (
                <button
                  type="button"
                  className={classes.definitionLink}
                  onClick={() => reveal({ kind: 'role', instance, role, layer, setting })}
                >
                  {name}
                </button>
              ) : (
                <strong>{name}</strong>
              )}{' '}
              {settingWords(source)}
              <span className={classes.settingPlace}> · {place.label}</span>
            </span>
            <code title={text}>{text}</code>
          </li>
        );
      })}
    </ul>
  );
}

function CopyButton({
  label,
  text,
  isValue,
}: {
  readonly label: string;
  readonly text: string;
  readonly isValue?: boolean;
}) {
  const clipboard = useClipboard({ timeout: 1_500 });
  return (
    <Tooltip label={clipboard.copied ? 'Copied' : label}>
      <ActionIcon size={24} aria-label={label} onClick={() => clipboard.copy(text)}>
        {clipboard.copied ? (
          <IconCheck size={14} stroke={1.8} />
        ) : isValue ? (
          <span className={classes.copyValue}>=</span>
        ) : (
          <IconCopy size={14} stroke={1.7} />
        )}
      </ActionIcon>
    </Tooltip>
  );
}
