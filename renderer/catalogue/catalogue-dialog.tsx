import { Button, Modal, TextInput } from '@mantine/core';
import { IconBooks, IconSearch } from '@tabler/icons-react';
import { useMemo, useState, type KeyboardEvent } from 'react';
import type { ServiceInfo } from '../../shared/clan/evaluation';
import { FieldNote } from '../forms';
import { freeInstanceName, instanceNameProblem } from '../inspector';
import { useActions, useClan, useView } from '../state';
import { EmptyState } from '../ui';
import { Markdown } from '../ui/markdown';
import classes from './catalogue.module.css';
import { findServices, originWords } from './find-services';

/** All services that the clan can see: to read about, and to add. */
export function CatalogueDialog() {
  const isOpen = useView((view) => view.dialog.kind === 'catalogue');
  const { closeDialog } = useActions();
  return (
    <Modal
      opened={isOpen}
      onClose={closeDialog}
      title="Add a service"
      size={960}
      classNames={{ content: classes.modal, body: classes.body }}
    >
      {isOpen && <Catalogue onClose={closeDialog} />}
    </Modal>
  );
}

const noServices: readonly ServiceInfo[] = [];

function Catalogue({ onClose }: { readonly onClose: () => void }) {
  const services = useClan()?.services ?? noServices;
  const [query, setQuery] = useState('');
  const found = useMemo(() => findServices(services, query), [services, query]);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = found.find(({ id }) => id === chosen) ?? found[0];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || shown === undefined) return;
    event.preventDefault();
    const next = found[Math.min(found.length - 1, Math.max(0, found.indexOf(shown) + step))];
    if (next !== undefined) setChosen(next.id);
  };
  return (
    <div className={classes.panes}>
      <div className={classes.left}>
        <TextInput
          leftSection={<IconSearch size={14} stroke={1.7} />}
          placeholder={services.length === 1 ? 'Search 1 service' : `Search ${services.length} services`}
          aria-label="Search services"
          value={query}
          data-autofocus
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <ul className={classes.list} role="listbox" aria-label="Services">
          {found.map((service) => (
            <li key={service.id} role="option" aria-selected={service === shown} className={classes.service}>
              <button
                type="button"
                className={classes.serviceButton}
                data-testid={`service:${service.id}`}
                onClick={() => setChosen(service.id)}
              >
                <span className={classes.serviceName}>
                  {service.name}
                  <span className={classes.origin}>{originWords(service)}</span>
                </span>
                <span className={classes.serviceText}>{service.description}</span>
              </button>
            </li>
          ))}
          {found.length === 0 && (
            <EmptyState icon={<IconBooks size={18} stroke={1.6} />} title="No service found" isCompact>
              {services.length === 0
                ? 'This clan sees no service: neither its own modules nor an input offer one.'
                : 'No name, description, role or category matches.'}
            </EmptyState>
          )}
        </ul>
      </div>
      <div className={classes.right}>
        {shown !== undefined && <ServicePage key={shown.id} service={shown} onClose={onClose} />}
      </div>
    </div>
  );
}

function ServicePage({ service, onClose }: { readonly service: ServiceInfo; readonly onClose: () => void }) {
  const { openExternal, goTo } = useActions();
  const openLink = (url: string) => void openExternal(url);
  return (
    <>
      <div className={classes.page}>
        <h3 className={classes.pageTitle}>{service.name}</h3>
        <div className={classes.pills}>
          <span className={classes.pill}>{originWords(service)}</span>
          {service.categories.map((category) => (
            <span key={category} className={classes.pill}>
              {category}
            </span>
          ))}
        </div>
        {service.description !== '' && <Markdown text={service.description} onLink={openLink} />}
        <h4 className={classes.heading}>Roles</h4>
        <dl className={classes.roles}>
          {service.roles.map((role) => (
            <div key={role.name}>
              <dt>{role.name}</dt>
              <dd>
                {role.description === null ? (
                  'No description.'
                ) : (
                  <Markdown text={role.description} onLink={openLink} isQuiet />
                )}
              </dd>
            </div>
          ))}
        </dl>
        {service.usedBy.length > 0 && (
          <p className={classes.used}>
            In use as{' '}
            {service.usedBy.map((name, index) => (
              <span key={name}>
                {index > 0 && ', '}
                <button
                  type="button"
                  className={classes.link}
                  onClick={() => {
                    onClose();
                    goTo({ kind: 'instance', instance: name });
                  }}
                >
                  {name}
                </button>
              </span>
            ))}
          </p>
        )}
        {service.readme.trim() !== '' && (
          <>
            <h4 className={classes.heading}>Read me</h4>
            <Markdown text={service.readme} onLink={openLink} />
          </>
        )}
      </div>
      <AddInstance service={service} onClose={onClose} />
    </>
  );
}

function AddInstance({ service, onClose }: { readonly service: ServiceInfo; readonly onClose: () => void }) {
  const clan = useClan();
  const { edit, goTo } = useActions();
  const [name, setName] = useState(() => freeInstanceName(service.name, clan));
  const problem = instanceNameProblem(name, clan);
  const access = clan?.instancesAccess;
  const isRefused = access !== undefined && !access.canWrite;
  const isFull = service.maxInstances !== null && service.usedBy.length >= service.maxInstances;
  const add = async () => {
    if (problem !== null || isRefused) return;
    const module = { name: service.name, input: service.input };
    if (!(await edit({ kind: 'instance/add', name, module }))) return;
    onClose();
    goTo({ kind: 'instance', instance: name });
  };
  return (
    <div className={classes.add}>
      {isRefused && <FieldNote severity="warning">{access.reason}</FieldNote>}
      {isFull && (
        <FieldNote severity="warning">
          The service allows{' '}
          {service.maxInstances === 1 ? 'one instance' : `${service.maxInstances} instances`}; one more is
          reported as an error.
        </FieldNote>
      )}
      <div className={classes.addRow}>
        <TextInput
          className={classes.addName}
          aria-label="Name of the instance"
          leftSection={<span className={classes.addLabel}>as</span>}
          value={name}
          error={problem}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void add();
          }}
        />
        <Button variant="filled" disabled={problem !== null || isRefused} onClick={() => void add()}>
          Add service
        </Button>
      </div>
    </div>
  );
}
