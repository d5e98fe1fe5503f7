import { MantineProvider } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Bridge } from '../../shared/contract';
import { DropZone, StartScreen } from '../start';
import { useWorkspace } from '../state';
import { EmptyState, theme } from '../ui';
import classes from './app.module.css';
import { Dialogs } from './dialogs';
import { ErrorBoundary } from './error-boundary';
import { useKeyboard } from './keyboard/use-keyboard';
import { Shell } from './shell';

/** Everything that is on screen, in the chosen colours. */
export function App({ bridge }: { readonly bridge: Bridge }) {
  const scheme = useColorScheme();
  useWindowTitle();
  return (
    // No style is made at run time: the variables are in our own sheets.
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Notifications position="bottom-right" limit={4} zIndex={400} />
      <ErrorBoundary>
        <Content bridge={bridge} />
      </ErrorBoundary>
    </MantineProvider>
  );
}

function Content({ bridge }: { readonly bridge: Bridge }) {
  const phase = useWorkspace((slice) => slice.phase);
  const isDisconnected = useWorkspace((slice) => slice.isDisconnected);
  // Another clan is looked at afresh: nothing typed, scrolled or zoomed stays.
  const clanId = useWorkspace((slice) => slice.workspace?.clan.id);
  useKeyboard(bridge);
  if (phase === 'starting') return isDisconnected ? <NoEditor /> : null;
  return (
    <>
      {phase === 'open' ? <Shell key={clanId} /> : <StartScreen />}
      <Dialogs />
      <DropZone />
    </>
  );
}

/** A page that was kept open, or opened without its link. */
function NoEditor() {
  return (
    <main className={classes.noEditor}>
      <EmptyState icon={<IconPlugConnectedX size={20} />} title="The editor does not answer">
        This page goes on trying. If the editor was stopped, start it again and open the link that it prints.
      </EmptyState>
    </main>
  );
}

/** Before the preferences are known the system's scheme holds, so that a dark desktop never flashes white. */
function useColorScheme(): 'light' | 'dark' {
  const chosen = useWorkspace((slice) => slice.app?.preferences.colorScheme ?? 'auto');
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)', undefined, {
    getInitialValueInEffect: false,
  });
  if (chosen === 'auto') return prefersDark ? 'dark' : 'light';
  return chosen;
}

function useWindowTitle(): void {
  const name = useWorkspace((slice) => slice.workspace?.clan.name ?? null);
  const isDirty = useWorkspace((slice) => (slice.workspace?.changes.length ?? 0) > 0);
  useEffect(() => {
    const app = 'Clan Inventory Editor';
    document.title = name === null ? app : `${isDirty ? '• ' : ''}${name} – ${app}`;
  }, [name, isDirty]);
}
