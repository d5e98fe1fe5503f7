import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './dialogs.module.css';

/** A small question with one answer button. Enter answers, Escape leaves. */
export function AskDialog(props: {
  readonly title: string;
  readonly answer: string;
  readonly isDangerous?: boolean;
  readonly canAnswer: boolean;
  readonly onAnswer: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { title, answer, isDangerous, canAnswer, onAnswer, onClose } = props;
  const submit = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    if (canAnswer) onAnswer();
  };
  return (
    <Modal opened onClose={onClose} title={title} size={440}>
      <form onSubmit={submit} className={classes.form}>
        {props.children}
        <div className={classes.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" color={isDangerous ? 'red' : 'blue'} disabled={!canAnswer}>
            {answer}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
