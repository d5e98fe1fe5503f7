import { VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { Sidebar } from '../sidebar';
import { useActions, useDrag, useView, useWorkspace } from '../state';
import { Centre } from './centre';
import { ErrorBoundary } from './error-boundary';
import { Header } from './header';
import { ResizeHandle } from './resize-handle';
import classes from './shell.module.css';
import { Banners, Inspector, ProblemsPanel } from './slots';
import { StatusBar } from './status-bar';

const limits = { left: { min: 200, max: 440 }, right: { min: 320, max: 720 } } as const;

/** The window with an open clan: three panes between header and status line. */
export function Shell() {
  const isNarrow = useMediaQuery('(max-width: 1100px)', undefined, { getInitialValueInEffect: false });
  const panes = usePaneWidths();
  return (
    <div className={classes.shell}>
      <Header />
      <div className={classes.banners}>
        <Banners />
      </div>
      <div className={classes.panes}>
        <aside
          className={classes.left}
          style={{ width: panes.left }}
          aria-label="Machines, tags and services"
        >
          <ErrorBoundary part="The list">
            <Sidebar />
          </ErrorBoundary>
        </aside>
        <ResizeHandle
          label="Width of the list"
          {...limits.left}
          value={panes.left}
          direction={1}
          onResize={panes.resizeLeft}
          onDone={panes.keep}
        />
        <main className={classes.centre} aria-label="Assignments">
          <ErrorBoundary part="This view">
            <Centre />
          </ErrorBoundary>
          <ErrorBoundary part="The problems list">
            <ProblemsPanel />
          </ErrorBoundary>
        </main>
        {isNarrow ? (
          <InspectorOverlay width={panes.right} />
        ) : (
          <>
            <ResizeHandle
              label="Width of the details"
              {...limits.right}
              value={panes.right}
              direction={-1}
              onResize={panes.resizeRight}
              onDone={panes.keep}
            />
            <aside className={classes.right} style={{ width: panes.right }} aria-label="Details">
              <ErrorBoundary part="The details">
                <Inspector />
              </ErrorBoundary>
            </aside>
          </>
        )}
      </div>
      <StatusBar />
      <Announcement />
    </div>
  );
}

/** Says what was changed to those who do not see it. */
function Announcement() {
  const label = useWorkspace((slice) => slice.workspace?.undo?.label ?? '');
  return <VisuallyHidden role="status">{label}</VisuallyHidden>;
}

/** Narrow windows: the details lie over the graph, which stays usable beside them. No dialog: nothing is blocked. */
function InspectorOverlay({ width }: { readonly width: number }) {
  const isOpen = useView((view) => view.isInspectorOpen);
  const isDragging = useDrag(({ drag }) => drag !== null);
  if (!isOpen) return null;
  return (
    <aside
      className={classes.overlay}
      style={{ width }}
      aria-label="Details"
      // What is dragged may be meant for a role below.
      data-away={isDragging || undefined}
    >
      <ErrorBoundary part="The details">
        <Inspector />
      </ErrorBoundary>
    </aside>
  );
}

/** Widths follow the pointer at once and are remembered when it lets go. */
function usePaneWidths() {
  const preferences = useWorkspace((slice) => slice.app?.preferences);
  const { setPreferences } = useActions();
  const [dragged, setDragged] = useState<{ readonly left?: number; readonly right?: number }>({});
  const left = dragged.left ?? clamp(preferences?.leftWidth ?? 272, limits.left);
  const right = dragged.right ?? clamp(preferences?.rightWidth ?? 404, limits.right);
  return {
    left,
    right,
    resizeLeft: (width: number) => setDragged({ ...dragged, left: width }),
    resizeRight: (width: number) => setDragged({ ...dragged, right: width }),
    keep: () => {
      void setPreferences({ leftWidth: left, rightWidth: right });
    },
  };
}

function clamp(value: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(max, Math.max(min, Math.round(value)));
}
