import { useMemo } from 'react';
import { previewAssignment } from '../../shared/clan/assignment';
import {
  instanceLooks,
  machineSymbol,
  plural,
  useActions,
  useClan,
  useView,
  useWorkspace,
  type Dialog,
} from '../state';
import { MachineIcon, QuickPick, ServiceBadge, TagIcon, type Pick } from '../ui';

/** Dragging for the keyboard: choose the role for machines and tags, or the members for a role. */
export function AssignPicker() {
  const dialog = useView((view) => view.dialog);
  if (dialog.kind === 'assign') return <RolePicker dialog={dialog} />;
  if (dialog.kind === 'add-members') return <MemberPicker dialog={dialog} />;
  return null;
}

type DialogOf<K extends Dialog['kind']> = Extract<Dialog, { readonly kind: K }>;

function RolePicker({ dialog }: { readonly dialog: DialogOf<'assign'> }) {
  const { machines, tags, instance: wanted } = dialog;
  const clan = useClan();
  const workspace = useWorkspace((slice) => slice.workspace);
  const { assign, selectBeside, closeDialog } = useActions();

  const picks = useMemo((): readonly (Pick & { readonly instance: string; readonly role: string })[] => {
    if (clan === null || workspace === null) return [];
    const looks = instanceLooks(clan);
    // The instance that the user came from stands first.
    const instances = [...clan.instances].sort(
      (a, b) => Number(b.name === wanted) - Number(a.name === wanted),
    );
    return instances.flatMap((instance) =>
      instance.roles.map((role) => {
        const place = { instance: instance.name, role: role.name };
        const preview = previewAssignment(clan, workspace.document, { machines, tags }, place);
        const look = looks.get(instance.name);
        return {
          ...place,
          key: JSON.stringify(place),
          label: `${instance.name} › ${role.name}`,
          icon: <ServiceBadge symbol={look?.symbol ?? 'box'} color={look?.color ?? ''} size={18} />,
          keywords: [instance.module.name, role.description ?? ''],
          detail: preview.notes[0] ?? role.description ?? undefined,
          hint: preview.isAllowed ? countChange(preview.before, preview.after) : undefined,
          refusal: workspace.readOnly?.message ?? (preview.isAllowed ? undefined : preview.reason),
        };
      }),
    );
  }, [clan, workspace, machines, tags, wanted]);

  return (
    <QuickPick
      isOpen
      title="Assign to role"
      placeholder="Instance and role, such as “backup client”"
      header={`Assign ${subjectText(machines, tags)} to a role`}
      nothing="No such role"
      picks={picks}
      onClose={closeDialog}
      onPick={(pick) => {
        const place = picks.find(({ key }) => key === pick.key);
        if (place === undefined) return;
        const { instance, role } = place;
        closeDialog();
        selectBeside({ kind: 'role', instance, role });
        void assign({ instance, role, machines, tags });
      }}
    />
  );
}

type Member = { readonly kind: 'machine' | 'tag'; readonly name: string };

function MemberPicker({ dialog }: { readonly dialog: DialogOf<'add-members'> }) {
  const { instance, role } = dialog;
  const clan = useClan();
  const workspace = useWorkspace((slice) => slice.workspace);
  const { assign, closeDialog } = useActions();

  const picks = useMemo((): readonly (Pick & { readonly member: Member })[] => {
    if (clan === null || workspace === null) return [];
    const pickOf = (member: Member, icon: Pick['icon'], detail: string) => {
      const subjects = subjectsOf(member);
      const preview = previewAssignment(clan, workspace.document, subjects, { instance, role });
      return {
        member,
        key: JSON.stringify(member),
        label: member.name,
        icon,
        group: member.kind === 'machine' ? 'Machines' : 'Tags',
        detail,
        hint: preview.isAllowed ? countChange(preview.before, preview.after) : undefined,
        refusal: workspace.readOnly?.message ?? (preview.isAllowed ? undefined : preview.reason),
      };
    };
    return [
      ...clan.machines.map((machine) =>
        pickOf(
          { kind: 'machine', name: machine.name },
          <MachineIcon symbol={machineSymbol(machine)} />,
          machine.tags.map(({ tag }) => tag).join(', '),
        ),
      ),
      ...clan.tags.map((tag) =>
        pickOf(
          { kind: 'tag', name: tag.name },
          <TagIcon isComputed={tag.kind === 'computed'} />,
          plural(tag.machines.length, 'machine'),
        ),
      ),
    ];
  }, [clan, workspace, instance, role]);

  return (
    <QuickPick
      isOpen
      title="Add members"
      placeholder="Machine or tag"
      header={`Add members to ${instance} › ${role}`}
      nothing="No such machine or tag"
      picks={picks}
      onClose={closeDialog}
      onPick={(pick) => {
        const found = picks.find(({ key }) => key === pick.key);
        if (found === undefined) return;
        closeDialog();
        void assign({ instance, role, ...subjectsOf(found.member) });
      }}
    />
  );
}

function subjectsOf({ kind, name }: Member) {
  return kind === 'machine' ? { machines: [name], tags: [] } : { machines: [], tags: [name] };
}

function subjectText(machines: readonly string[], tags: readonly string[]): string {
  const names = [...machines, ...tags.map((tag) => `the tag ${tag}`)];
  if (names.length <= 3) return names.join(', ');
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

function countChange(before: number, after: number): string {
  return before === after ? plural(after, 'machine') : `${before} → ${plural(after, 'machine')}`;
}
