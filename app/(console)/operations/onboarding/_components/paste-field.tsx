import { type DragEvent, useId, useState } from 'react';
import { counted } from '#lib/messages/counts';
import { describedBy, FieldNotes } from '@/components/ui/field';
import { FileField } from '@/components/ui/file-field';

type Props = { text: string; onRead: (text: string) => void; count: number };

/** Where a table is pasted, or a file dropped or chosen. */
export function PasteField({ text, onRead, count }: Props) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const hint =
    count > 0
      ? `${counted(count, 'person', 'people')} found.`
      : 'Copy it out of a spreadsheet, or drop a CSV file here: first name, last name, email, and if you like unit or doors, phone and last day.';
  const readFile = (file: File | undefined) => file && void file.text().then(onRead);
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
        onChange={(event) => onRead(event.target.value)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        spellCheck={false}
        aria-describedby={describedBy(id, { hint })}
        placeholder={'First name\tLast name\tEmail\tUnit\nMaya\tOkafor\tmaya@example.com\t4B'}
        className={`w-full rounded border bg-raised p-2.5 font-mono text-sm whitespace-pre ${isOver ? 'border-accent bg-accent-soft' : 'border-edge'}`}
      />
      <FieldNotes id={id} hint={hint} />
      <div className="pt-1">
        <FileField label="Choose a CSV file" accept=".csv,.tsv,.txt,text/csv" onChoose={readFile} />
      </div>
    </div>
  );
}
