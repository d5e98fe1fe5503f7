import { Button } from '@mantine/core';
import { IconMoodSad } from '@tabler/icons-react';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { EmptyState } from '../ui';

interface Props {
  readonly children: ReactNode;
  /** What failed, in words: "The graph". Absent: the window. */
  readonly part?: string;
}

/** Keeps a bug in one part of the window from taking the rest along. Unsaved edits are safe: main holds them. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }

  override render() {
    const { error } = this.state as { readonly error: Error | null };
    if (error === null) return this.props.children;
    const { part = 'The window' } = this.props;
    return (
      <EmptyState
        icon={<IconMoodSad size={20} />}
        title={`${part} ran into a bug`}
        actions={
          <>
            <Button onClick={() => this.setState({ error: null })}>Try again</Button>
            <Button variant="subtle" onClick={() => window.location.reload()}>
              Reload the window
            </Button>
          </>
        }
      >
        Your unsaved edits are safe. {error.message}
      </EmptyState>
    );
  }
}
