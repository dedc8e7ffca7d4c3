import Link from 'next/link';
import { meansNames, meansOf, passcodeTypeNames } from '#lib/messages/access-words';
import { doubtWords, originText } from '#lib/messages/question-words';
import { shortWindow } from '#lib/messages/window-words';
import type { AnswerRow, Doubt } from '#lib/schemas/question';
import { columnsFor } from '@/components/data-table/columns';
import { StatusMark } from '@/components/ui/status-mark';
import { accessAddress } from '../../_components/access-address.ts';

const column = columnsFor<AnswerRow>();
type CellProps = { answer: AnswerRow };

const person = column.accessor('personName', {
  header: 'Person',
  meta: { card: 'title', sortKey: 'name', width: 'w-[14%]' },
  cell: ({ row: { original } }) => (
    <Link href={accessAddress(original)} prefetch={false} tabIndex={-1} dir="auto" className="font-medium">
      {original.personName}
    </Link>
  ),
});
const door = (sortKey?: string) =>
  column.accessor('doorName', {
    header: 'Door',
    meta: { card: sortKey ? 'title' : 'fact', sortKey, width: 'w-[14%]' },
    cell: ({ row: { original } }) => (
      <Link href={`/doors/${original.doorId}`} prefetch={false} tabIndex={-1} title={original.doorName}>
        <span dir="auto">{original.doorName}</span>{' '}
        <span className="text-muted" dir="auto">
          {original.buildingName}
        </span>
      </Link>
    ),
  });
const reasons = [
  column.accessor('opensFrom', {
    header: 'Opens',
    meta: { card: 'more', width: 'w-[27%]', from: 'md' },
    cell: ({ row: { original } }) => <Opens answer={original} />,
  }),
  column.accessor('cause', {
    header: 'Reason',
    meta: { card: 'more' },
    cell: ({ row: { original } }) => (
      <span className="block whitespace-normal">
        <Reason answer={original} />
        <span className="block text-muted">
          {meansNames[meansOf(original.passcodeType, original.doorcodeStatus)]},{' '}
          {passcodeTypeNames[original.passcodeType].toLowerCase()}
        </span>
      </span>
    ),
  }),
  column.accessor('doubts', {
    header: 'Certainty',
    meta: { card: 'status', width: 'w-44' },
    cell: ({ row: { original } }) => <Certainty answer={original} />,
  }),
];

/** For a question about doors: people first. */
export const doorAnswerColumns = column.columns([person, door(), ...reasons]);
/** For a question about a person: doors alone. */
export const personAnswerColumns = column.columns([door('name'), ...reasons]);

function Opens({ answer: { opensFrom, opensUntil, timeZone } }: CellProps) {
  const window = { start: opensFrom, end: opensUntil, day: null };
  return <span className="block whitespace-normal">{shortWindow(window, timeZone ?? 'UTC')}</span>;
}

/** Which operation gave it and who asked, where it was ours. */
function Reason({ answer }: CellProps) {
  const words = originText(answer);
  if (answer.operationId === null) return words;
  return (
    <Link href={`/operations/${answer.operationId}`} prefetch={false} tabIndex={-1}>
      {words}
    </Link>
  );
}

const ofTheLock = new Set<Doubt>(['not_synced', 'had_not_synced', 'may_still_open', 'could_still_open']);

function Certainty({ answer: { doubts } }: CellProps) {
  if (doubts.length === 0) return <StatusMark status="active" word="As seen" />;
  return doubts.map((doubt) => (
    <span key={doubt} className="block" title={doubtWords[doubt].sentence}>
      <StatusMark status={ofTheLock.has(doubt) ? 'waiting' : 'unconfirmed'} word={doubtWords[doubt].short} />
    </span>
  ));
}
