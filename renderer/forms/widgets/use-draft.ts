import { useEffect, useRef, useState, type KeyboardEvent } from 'react';

/** Pause in typing after which a draft is sent. */
const idleMilliseconds = 250;

/** `kept`: the text means nothing yet (a half-typed number) and stays with the user. */
export type CommitOutcome = 'kept' | Promise<boolean>;

export interface Draft {
  readonly text: string;
  readonly isEditing: boolean;
  readonly onChange: (text: string) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

let gestures = 0;

interface DraftOptions {
  /** What the document holds, as text. */
  readonly shown: string;
  /** `gesture` is the same from focus to blur. */
  readonly commit: (text: string, gesture: number) => CommitOutcome;
  /** Whether a draft already says what the document holds, although written differently (`7.` and `7`). */
  readonly isSame?: (draft: string, shown: string) => boolean;
  readonly isMultiline?: boolean;
}

/**
 * A text on its way into the document. Keys change only local state; the document hears of it after a pause, on Enter
 * and when the field is left. While it is being typed, news from the document do not take it away.
 */
export function useDraft({ shown, commit, isSame, isMultiline }: DraftOptions): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  const [shownBefore, setShownBefore] = useState(shown);
  const pending = useRef<{ text: string; timer: number } | null>(null);
  const gesture = useRef(0);
  const commitRef = useRef(commit);
  const [isWaiting, setWaiting] = useState(false);

  useEffect(() => {
    commitRef.current = commit;
  });

  // Undo, another layer or a change on disk replaces a draft that is already sent.
  if (shown !== shownBefore) {
    setShownBefore(shown);
    if (draft !== null && !isWaiting && !(isSame?.(draft, shown) ?? draft === shown)) setDraft(null);
  }

  const flush = (isLeaving: boolean) => {
    const waiting = pending.current;
    if (waiting === null) {
      if (isLeaving && !isWaiting)
        setDraft((current) => (current !== null && isKept.current ? current : null));
      return;
    }
    window.clearTimeout(waiting.timer);
    pending.current = null;
    const outcome = commitRef.current(waiting.text, gesture.current);
    isKept.current = outcome === 'kept';
    if (outcome === 'kept') {
      setWaiting(false);
      return;
    }
    void outcome.then((isDone) => {
      if (pending.current !== null) return;
      setWaiting(false);
      if (isLeaving || !isDone) setDraft(null);
    });
  };
  const isKept = useRef(false);
  const flushRef = useRef(flush);
  useEffect(() => {
    flushRef.current = flush;
  });

  // A field that disappears while it is typed in still hands over its text.
  useEffect(() => () => flushRef.current(true), []);

  return {
    text: draft ?? shown,
    isEditing: draft !== null,
    onChange: (text) => {
      if (pending.current !== null) window.clearTimeout(pending.current.timer);
      pending.current = { text, timer: window.setTimeout(() => flushRef.current(false), idleMilliseconds) };
      setDraft(text);
      setWaiting(true);
    },
    onFocus: () => {
      gestures += 1;
      gesture.current = gestures;
    },
    onBlur: () => flush(true),
    onKeyDown: (event) => {
      // Ctrl or Command opens a shortcut, such as save: that must find the text in the document.
      const isShortcut = event.key === 'Control' || event.key === 'Meta';
      if (isShortcut || (event.key === 'Enter' && !isMultiline)) flush(false);
    },
  };
}
