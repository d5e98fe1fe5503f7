import { Markdown } from '../../ui/markdown';
import { useFormActions } from '../store/form-context';

/** What a module says about its option. */
export function FieldDescription({ text, id }: { readonly text: string; readonly id?: string }) {
  const { openLink } = useFormActions();
  return (
    <div id={id}>
      <Markdown text={text} onLink={openLink} isQuiet />
    </div>
  );
}
