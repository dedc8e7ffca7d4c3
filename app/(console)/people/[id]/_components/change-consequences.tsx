import { changeConsequences } from '#lib/messages/change-words';
import type { AccessView } from '#lib/schemas/access';
import { type ChangeForm, changeOf } from './change-form.ts';

/** What will happen when it is sent; nothing while the form says nothing. */
export function ChangeConsequences(props: { name: string; form: ChangeForm; accesses: readonly AccessView[] }) {
  const change = changeOf(props.form);
  const sentences = change ? changeConsequences(props.name, props.accesses, change) : [];
  return (
    <p aria-live="polite" className="border-l-2 border-accent pl-3 wrap-anywhere empty:hidden">
      {sentences.join(' ')}
    </p>
  );
}
