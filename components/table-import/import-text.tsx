import { useId, useState } from 'react';
import { sentenceFor } from '#lib/messages/message-for';
import { limitWords, longestTable } from '#lib/table/limits';
import { describedBy, Field, FieldNotes } from '@/components/ui/field';
import { FileField } from '@/components/ui/file-field';

type Props = { text: string; onChange: (text: string) => void; error: string | undefined };

/** A place to paste into, or a file instead. */
export function ImportText({ text, onChange, error }: Props) {
  const id = useId();
  const [isTooLarge, setTooLarge] = useState(false);
  const read = async (file: File) => {
    setTooLarge(file.size > longestTable);
    if (file.size <= longestTable) onChange(await file.text());
  };
  return (
    <div className="grid gap-3">
      <Field
        id={id}
        label="Table"
        error={error}
        hint={`Pasted from a spreadsheet, or CSV. ${limitWords.rows}, ${limitWords.columns} and ${limitWords.size} at most.`}
      >
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
      <div className="grid gap-1">
        <FileField
          label="Choose a file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChoose={(file) => void read(file)}
        />
        <FieldNotes
          id={`${id}-file`}
          error={isTooLarge ? sentenceFor({ code: 'invalid', params: { reason: 'table_too_large' } }) : undefined}
        />
      </div>
    </div>
  );
}
