import { useId, useState } from 'react';
import { sentenceFor } from '#lib/messages/message-for';
import { describedBy, Field } from '@/components/ui/field';

type Props = { text: string; onChange: (text: string) => void; error: string | undefined };

const mostBytes = 4_000_000;

/** A place to paste into, or a file instead. */
export function ImportText({ text, onChange, error }: Props) {
  const id = useId();
  const fileId = useId();
  const [isTooLarge, setTooLarge] = useState(false);
  const read = async (file: File | undefined) => {
    if (!file) return;
    setTooLarge(file.size > mostBytes);
    if (file.size <= mostBytes) onChange(await file.text());
  };
  return (
    <div className="grid gap-3">
      <Field id={id} label="Table" error={error} hint="Pasted from a spreadsheet, or CSV. 5,000 rows and 4 MB at most.">
        <textarea
          id={id}
          rows={8}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, { error, hint: true })}
          spellCheck={false}
          className="w-full rounded border border-edge bg-raised px-2.5 py-2 font-mono text-sm aria-invalid:border-stopped"
        />
      </Field>
      <Field
        id={fileId}
        label="Or a file"
        error={isTooLarge ? sentenceFor({ code: 'invalid', params: { reason: 'table_too_large' } }) : undefined}
      >
        <input
          id={fileId}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={(event) => void read(event.target.files?.[0])}
          className="w-full text-sm file:mr-3 file:h-8 file:rounded file:border file:border-edge file:bg-raised file:px-3"
        />
      </Field>
    </div>
  );
}
