import { Select } from '@mantine/core';
import type { EvaluatedMachine, MachineClass } from '../../../shared/clan/evaluation';
import { useActions, useWorkspace } from '../../state';
import { AddTag } from '../parts/add-tag';
import { LockWord, Section } from '../parts/links';
import parts from '../parts/parts.module.css';
import { MachineTagPill } from '../parts/tag-pill';
import { MachineTextField } from './machine-field';
import classes from './machine.module.css';

/** What a machine is: description, class, tags, how it is deployed, where it is defined. */
export function MachineOverview({ machine }: { readonly machine: EvaluatedMachine }) {
  const { edit } = useActions();
  return (
    <>
      <Section title="Tags">
        <div className={classes.tags}>
          {machine.tags.map((tag) => (
            <MachineTagPill
              key={tag.tag}
              tag={tag}
              onRemove={() =>
                void edit({ kind: 'machine/remove-tag', machines: [machine.name], tag: tag.tag })
              }
            />
          ))}
          {machine.tagsAccess.canWrite ? (
            <AddTag machines={[machine.name]} taken={machine.tags.map(({ tag }) => tag)} />
          ) : (
            <LockWord access={machine.tagsAccess} />
          )}
        </div>
      </Section>
      <Section title="About">
        <div className={classes.fields}>
          <MachineTextField
            machine={machine.name}
            field="description"
            label="Description"
            placeholder="What this machine is for"
            state={machine.fields['description']}
          />
          <ClassField machine={machine} />
        </div>
      </Section>
      <Section title="Deployment">
        <div className={classes.fields}>
          <MachineTextField
            machine={machine.name}
            field="deploy.targetHost"
            label="Target host"
            placeholder="root@host.example"
            help="Where the machine is reached over SSH."
            state={machine.fields['deploy.targetHost']}
            isMono
          />
          <MachineTextField
            machine={machine.name}
            field="deploy.buildHost"
            label="Build host"
            placeholder="root@builder.example"
            help="Where its configuration is built; the machine itself when empty."
            state={machine.fields['deploy.buildHost']}
            isMono
          />
        </div>
      </Section>
      <Section title="Defined in">
        {machine.definedIn.length === 0 ? (
          <span className={parts.muted}>unknown</span>
        ) : (
          machine.definedIn.map((place) => (
            <div key={place.label} className={parts.mono}>
              {place.label}
            </div>
          ))
        )}
      </Section>
    </>
  );
}

const classNames: Readonly<Record<MachineClass, string>> = { nixos: 'NixOS', darwin: 'macOS (darwin)' };

function ClassField({ machine }: { readonly machine: EvaluatedMachine }) {
  const { edit } = useActions();
  const state = machine.fields['machineClass'];
  const isReadOnly = useWorkspace((slice) => slice.workspace?.readOnly !== null);
  const canWrite = (state?.access.canWrite ?? true) && !isReadOnly;
  return (
    <div className={classes.field} data-testid="machine-field:machineClass">
      <div className={classes.fieldHead}>
        <span>Class</span>
        {state !== undefined && !state.access.canWrite && <LockWord access={state.access} />}
      </div>
      <Select
        aria-label="Class"
        data={Object.entries(classNames).map(([value, label]) => ({ value, label }))}
        value={machine.machineClass}
        readOnly={!canWrite}
        allowDeselect={false}
        onChange={(value) => {
          if (value !== null && value !== machine.machineClass) {
            void edit({ kind: 'machine/set-field', machine: machine.name, field: 'machineClass', value });
          }
        }}
      />
    </div>
  );
}
