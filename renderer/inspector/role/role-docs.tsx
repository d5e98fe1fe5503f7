import { IconBook } from '@tabler/icons-react';
import type { EvaluatedRole, ServiceInfo } from '../../../shared/clan/evaluation';
import { useActions } from '../../state';
import { EmptyState } from '../../ui';
import { Markdown } from '../../ui/markdown';
import classes from './role.module.css';

/** What the service says about itself and, when one role is looked at, about that role. */
export function ServiceDocs({
  service,
  role,
}: {
  readonly service: ServiceInfo | null;
  readonly role?: EvaluatedRole;
}) {
  const { openExternal } = useActions();
  const description = role?.description ?? null;
  if (service === null && description === null) {
    return (
      <EmptyState icon={<IconBook size={18} stroke={1.6} />} title="Nothing to read" isCompact>
        The module of this service could not be found.
      </EmptyState>
    );
  }
  const text = service === null ? '' : service.readme.trim() === '' ? service.description : service.readme;
  return (
    <div className={classes.docs}>
      {role !== undefined && description !== null && (
        <div className={classes.roleDoc}>
          <h4>{role.name}</h4>
          <Markdown text={description} onLink={(url) => void openExternal(url)} isQuiet />
        </div>
      )}
      <Markdown text={text} onLink={(url) => void openExternal(url)} />
    </div>
  );
}
