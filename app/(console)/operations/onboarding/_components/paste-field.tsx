import { type DragEvent, useId, useState } from 'react';
import { counted } from '#lib/messages/counts';
import { sentenceFor } from '#lib/messages/message-for';
import { longestTable } from '#lib/table/limits';
import { describedBy, FieldNotes } from '@/components/ui/field';
import { FileField } from '@/components/ui/file-field';

type Props = { text: string; onRead: (text: string) => void; count: number; error: string | undefined };

/** Where a table is pasted, or a file dropped or chosen. */
export function PasteField({ text, onRead, count, error }: Props) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const hint =
    count > 0
      ? `${counted(count, 'person', 'people')} found.`
      : 'Copy it from a spreadsheet, or drop a CSV file here: first name, last name, email, and optionally unit or doors, phone and last day.';
  const [isTooLarge, setTooLarge] = useState(false);
  const told = isTooLarge ? sentenceFor({ code: 'invalid', params: { reason: 'table_too_large' } }) : error;
  const read = (next: string) => {
    setTooLarge(false);
    onRead(next);
  };
  const readFile = (file: File | undefined) => {
    if (!file) return;
    if (file.size > longestTable) setTooLarge(true);
    else void file.text().then(read);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    readFile(event.dataTransfer.files[0]);
  };
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        Table of people
      </label>
      <textarea
        id={id}
        rows={text === '' ? 8 : 5}
        value={text}
        onChange={(event) => read(event.target.value)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        spellCheck={false}
        aria-invalid={told ? true : undefined}
        aria-describedby={describedBy(id, { error: told, hint })}
        placeholder={'First name\tLast name\tEmail\tUnit\nMaya\tOkafor\tmaya@example.com\t4B'}
        className={`w-full rounded border bg-raised p-2.5 font-mono text-sm whitespace-pre ${isOver ? 'border-accent bg-accent-soft' : 'border-edge aria-invalid:border-stopped'}`}
      />
      <FieldNotes id={id} error={told} hint={hint} />
      <div className="pt-1">
        <FileField label="Choose a CSV file" accept=".csv,.tsv,.txt,text/csv" onChoose={readFile} />
      </div>
    </div>
  );
}
