import { IconPuzzleOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { EvaluatedInstance } from '../../../shared/clan/evaluation';
import { layerKey } from '../../forms';
import { instanceLooks, useClan, useView } from '../../state';
import { EmptyState, ServiceBadge } from '../../ui';
import { SelectLink } from '../parts/links';
import { LoadingPane } from '../parts/loading-pane';
import { Pane } from '../parts/pane';
import parts from '../parts/parts.module.css';
import { ServiceDocs } from './role-docs';
import { RoleJsonTab } from './role-json';
import { RoleMembersTab } from './role-members';
import { LayerChips } from './layer-chips';
import { chooseLayers, findRole } from './role-model';
import { RoleSettingsTab } from './role-settings';
import { useRoleSettings } from './use-role-settings';

/** A role: its settings on every layer, its members, what the service says. */
export function RoleInspector({
  instance,
  role: roleName,
}: {
  readonly instance: string;
  readonly role: string;
}) {
  const clan = useClan();
  const settings = useRoleSettings(instance, roleName);
  const { shown, setShown, wanted } = useShownLayer();
  const roleRef = useMemo(() => ({ instance, role: roleName }), [instance, roleName]);
  const found = clan === null ? null : findRole(clan, instance, roleName);
  if (clan === null || found === null) return <LoadingPane title={roleName} />;
  const { role } = found;
  const look = instanceLooks(clan).get(instance);
  const layer = settings.layers.find(({ key }) => key === shown) ?? settings.layers[0];
  return (
    <Pane
      path={
        <>
          <SelectLink to={{ kind: 'instance', instance }}>{instance}</SelectLink> › role
        </>
      }
      icon={look && <ServiceBadge symbol={look.symbol} color={look.color} size={10} />}
      title={roleName}
      wanted={wanted}
      aside={
        role.extraModules > 0 && (
          <span className={parts.pill} title="Modules added in Nix; they are not edited here">
            + {role.extraModules} extra {role.extraModules === 1 ? 'module' : 'modules'}
          </span>
        )
      }
      tabs={[
        {
          key: 'settings',
          label: 'Settings',
          content: role.exists ? (
            <RoleSettingsTab
              roleRef={roleRef}
              role={role}
              settings={settings}
              shown={shown}
              onShow={setShown}
            />
          ) : (
            <UnknownRole name={roleName} instance={found.instance} />
          ),
        },
        {
          key: 'members',
          label: 'Members',
          count: role.members.length,
          content: <RoleMembersTab roleRef={roleRef} role={role} form={settings.form} />,
        },
        {
          key: 'docs',
          label: 'Docs',
          content: (
            <ServiceDocs
              service={clan.services.find(({ id }) => id === found.instance.service) ?? null}
              role={role}
            />
          ),
        },
        {
          key: 'json',
          label: 'JSON',
          content:
            layer === undefined ? null : (
              <>
                <LayerChips
                  {...chooseLayers(settings.layers, role, shown)}
                  shown={layer.key}
                  root={settings.root}
                  onShow={setShown}
                />
                <RoleJsonTab roleRef={roleRef} layer={layer} />
              </>
            ),
        },
      ]}
    />
  );
}

/** The layer in view: the role's, until another is chosen or a finding leads elsewhere. */
function useShownLayer() {
  const reveal = useView((view) => view.reveal);
  const [shown, setShown] = useState('role');
  const [seen, setSeen] = useState(0);
  if (reveal !== null && reveal.count !== seen) {
    setSeen(reveal.count);
    if (reveal.layer !== undefined) setShown(layerKey(reveal.layer));
  }
  const isWanted = reveal !== null && (reveal.setting !== undefined || reveal.layer !== undefined);
  return { shown, setShown, wanted: isWanted ? { tab: 'settings', count: reveal.count } : null };
}

function UnknownRole({ name, instance }: { readonly name: string; readonly instance: EvaluatedInstance }) {
  const { module, service } = instance;
  if (service === null) {
    return (
      <EmptyState icon={<IconPuzzleOff size={18} stroke={1.6} />} title={`${module.name} was not found`}>
        {module.input === null
          ? 'Clan has no service of this name'
          : `The input ${module.input} offers no such service`}
        , so its options are unknown. Settings can still be seen and written in the JSON tab.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<IconPuzzleOff size={18} stroke={1.6} />} title={`${module.name} has no role ${name}`}>
      The inventory names a role that the service does not offer; no machine can be evaluated while it does.
      Take its members out, or use a version of the service that has it.
    </EmptyState>
  );
}
