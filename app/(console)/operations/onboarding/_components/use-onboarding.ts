import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { Failure } from '#lib/errors';
import { sentenceFor } from '#lib/messages/message-for';
import type { OnboardingField } from '#lib/schemas/dry-run';
import { guessColumns, guessFromRow } from '#lib/table/guess-columns';
import { readRows } from '#lib/table/parse-table';
import { planOnboarding } from '#server/actions/dry-runs';
import { ask } from '@/components/action/ask';
import { canReadDays, firstTerms, type SharedTerms } from '@/components/bulk/shared-terms';
import type { ChosenDoor } from '@/components/grant-access/grant-draft';

const nothing = guessFromRow([]);

/** The table as pasted, which column says what, what everybody gets, and the press that has it worked out. */
export function useOnboarding() {
  const router = useRouter();
  const [text, setText] = useState('');
  const [hasHeader, setHeader] = useState(false);
  const [columns, setColumns] = useState(nothing);
  const [doors, setDoors] = useState<ChosenDoor[]>([]);
  const [terms, setTerms] = useState(firstTerms);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const found = readRows(text);
  const problem = 'reason' in found ? found : null;
  const rows = 'reason' in found ? [] : found;

  const read = (next: string) => {
    setText(next);
    setFailure(null);
    const table = readRows(next);
    const first = 'reason' in table ? [] : (table[0]?.cells ?? []);
    const guessed = guessColumns(first);
    setHeader(guessed !== null);
    setColumns(guessed ?? guessFromRow(first));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending || !canReadDays(terms)) return;
    setPending(true);
    setFailure(null);
    const { firstDay, lastDay, ...rest } = terms;
    const doorIds = doors.map((door) => door.id);
    const answer = await ask(
      planOnboarding({
        text,
        hasHeader,
        columns,
        doorIds,
        firstDay: firstDay || null,
        lastDay: lastDay || null,
        ...rest,
      }),
    );
    if (answer.ok) return router.push(`/operations/dry-runs/${answer.value.dryRunId}`);
    setPending(false);
    setFailure(answer.error);
  };
  return {
    text,
    read,
    /** Why it is no table. */
    error: problem ? sentenceFor({ code: 'invalid', params: problem }) : undefined,
    /** The rows that are people, the first few of them to look at. */
    heading: hasHeader ? (rows[0]?.cells ?? []) : [],
    people: rows.slice(hasHeader ? 1 : 0),
    width: Math.max(0, ...rows.slice(0, 50).map((row) => row.cells.length)),
    hasHeader,
    setHeader,
    columns,
    setColumn: (field: OnboardingField, column: number | null) => setColumns((all) => ({ ...all, [field]: column })),
    doors,
    setDoors,
    terms,
    setTerms: (part: Partial<SharedTerms>) => setTerms((before) => ({ ...before, ...part })),
    isPending,
    failure,
    submit,
  };
}
