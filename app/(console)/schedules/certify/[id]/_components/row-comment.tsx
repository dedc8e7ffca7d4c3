import { useState } from 'react';
import { controlStyle } from '@/components/ui/field';

type Props = {
  name: string;
  comment: string;
  /** Whether it was saved. */
  onSave: (comment: string) => Promise<boolean>;
};

/**
 * Saved when it is left, and with Enter. What was typed stays until it is; a colleague's comment appears in its place.
 */
export function RowComment({ name, comment, onSave }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const save = () => {
    if (typed === null) return;
    if (typed.trim() === comment) return setTyped(null);
    void onSave(typed.trim()).then((isSaved) => isSaved && setTyped(null));
  };
  return (
    <input
      type="text"
      aria-label={`Comment on ${name}`}
      placeholder="Comment"
      value={typed ?? comment}
      maxLength={500}
      autoComplete="off"
      onChange={(event) => setTyped(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
      className={controlStyle}
    />
  );
}
