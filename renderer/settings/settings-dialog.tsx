import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useActions, useView } from '../state';
import { FolderList } from '../start';
import { EvaluatorSection } from './evaluator-section';
import { InputList } from './input-list';
import classes from './settings.module.css';
import { useInputs } from './use-inputs';

/** What the app keeps about the open clan for itself. */
export function SettingsDialog() {
  const dialog = useView((view) => view.dialog);
  const { closeDialog } = useActions();
  if (dialog.kind !== 'settings') return null;
  return (
    <OpenSettings
      wanted={dialog.input ?? null}
      isConsentWanted={dialog.place === 'consent'}
      onClose={closeDialog}
    />
  );
}

/** With a list of folders in its place while one is chosen where there is no native dialog. */
function OpenSettings(props: {
  readonly wanted: string | null;
  readonly isConsentWanted: boolean;
  readonly onClose: () => void;
}) {
  const { wanted, isConsentWanted, onClose } = props;
  const inputs = useInputs();
  const [choosing, setChoosing] = useState<string | null>(null);
  const isChoosing = choosing !== null;
  const choose = (input: string) => {
    if (inputs.hasNativeDialog) void inputs.chooseNatively(input);
    else setChoosing(input);
  };
  return (
    <Modal
      opened
      onClose={isChoosing ? () => setChoosing(null) : onClose}
      title={isChoosing ? `Checkout of ${choosing}` : 'Settings of this clan'}
      size={isChoosing ? 560 : 640}
      classNames={{ body: classes.body }}
      data-testid="settings-dialog"
    >
      {isChoosing ? (
        <FolderList
          answer="Use this folder"
          onCancel={() => setChoosing(null)}
          onAnswer={(folder) => {
            setChoosing(null);
            void inputs.override(choosing, folder);
          }}
        />
      ) : (
        <>
          <div className={classes.parts}>
            <EvaluatorSection isConsentWanted={isConsentWanted} />
            <InputList inputs={inputs} wanted={wanted} onChoose={choose} />
          </div>
          <div className={classes.foot}>
            <Button variant="filled" onClick={onClose}>
              Done
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}
