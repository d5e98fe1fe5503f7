import { assertNever } from '../../shared/base/invariant';
import { selectionKey, useView } from '../state';
import { ClanSummary } from './clan-summary';
import { EdgeInspector } from './edge-inspector';
import { InstanceInspector } from './instance/instance-inspector';
import { MachineInspector } from './machine/machine-inspector';
import { MachinesInspector } from './machines-inspector';
import { RoleInspector } from './role/role-inspector';
import { TagInspector } from './tag/tag-inspector';

/** The right pane: whatever is selected. Another thing is a fresh pane, so nothing of the former stays behind. */
export function Inspector() {
  const selection = useView((view) => view.selection);
  const key = selectionKey(selection);
  switch (selection.kind) {
    case 'none':
      return <ClanSummary />;
    case 'machine':
      return <MachineInspector key="machine" name={selection.machine} />;
    case 'machines':
      return <MachinesInspector names={selection.machines} />;
    case 'tag':
      return <TagInspector key={key} name={selection.tag} />;
    case 'instance':
      return <InstanceInspector key={key} name={selection.instance} />;
    case 'role':
      return <RoleInspector key={key} instance={selection.instance} role={selection.role} />;
    case 'edge':
      return <EdgeInspector key={key} edge={selection} />;
    default:
      return assertNever(selection);
  }
}
