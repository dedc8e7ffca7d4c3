import Link from 'next/link';
import { meansNames, meansOf, passcodeTypeNames } from '#lib/messages/access-words';
import { decisionText, whyNotEndable } from '#lib/messages/certification-words';
import { doubtWords, originText } from '#lib/messages/question-words';
import type { CertificationRow } from '#lib/schemas/certification';
import { WindowText } from '@/components/access/window-text';
import { Icon } from '@/components/ui/icon';
import { Time } from '@/components/ui/time';
import { accessAddress } from '../../../_components/access-address.ts';
import { RowComment } from './row-comment.tsx';
import { RowDecisionChoice } from './row-decision.tsx';
import { useDecide } from './use-decide.ts';

type Props = { certificationId: string; row: CertificationRow; mayManage: boolean; mayEnd: boolean };

/** Who, which door, since when and why; then what somebody thinks of it. */
export function WorksheetRow({ certificationId, row, mayManage, mayEnd }: Props) {
  const { decide } = useDecide(certificationId);
  const isOpen = mayManage && row.endOperationId === null;
  const name = `${row.personName}, ${row.doorName}`;
  return (
    <li className="grid gap-x-6 gap-y-2 py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
      <div className="min-w-0">
        <p className="break-words">
          <Link href={accessAddress(row)} prefetch={false} dir="auto" className="font-medium">
            {row.personName}
          </Link>{' '}
          <Link href={`/doors/${row.doorId}`} prefetch={false} dir="auto" className="text-muted">
            {row.doorName}, {row.buildingName}
          </Link>
        </p>
        <p className="text-sm text-muted">
          <WindowText window={{ start: row.opensFrom, end: row.opensUntil }} timeZone={row.timeZone} /> ·{' '}
          {meansNames[meansOf(row.passcodeType, row.doorcodeStatus)]},{' '}
          {passcodeTypeNames[row.passcodeType].toLowerCase()} · <Reason row={row} />
        </p>
        {row.doubts.map((doubt) => (
          <p key={doubt} className="flex gap-1.5 text-sm text-waiting">
            <Icon name="question" className="mt-px" />
            {doubtWords[doubt].sentence}
          </p>
        ))}
      </div>
      <div className="grid min-w-0 content-start gap-2">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {isOpen ? (
            <RowDecisionChoice
              name={name}
              rowId={row.id}
              decision={row.decision}
              endLabel={mayEnd ? 'End' : 'Ask to end'}
              onChange={(decision) => void decide([row.id], { decision })}
            />
          ) : (
            <p className="font-medium">{decisionText(row)}</p>
          )}
          {row.endOperationId && (
            <Link href={`/operations/${row.endOperationId}`} prefetch={false} className="underline underline-offset-2">
              Operation
            </Link>
          )}
          {row.decidedAt && row.decidedBy && (
            <span className="text-sm text-muted">
              <bdi>{row.decidedBy}</bdi>, <Time instant={row.decidedAt} zone={row.timeZone ?? 'UTC'} />
            </span>
          )}
        </div>
        {isOpen && row.decision === 'end' && whyNotEndable[row.endability] && (
          <p className="text-sm text-muted">{whyNotEndable[row.endability]}</p>
        )}
        {isOpen ? (
          <RowComment
            name={name}
            comment={row.comment}
            onSave={(comment) => decide([row.id], { decision: row.decision, comment })}
          />
        ) : (
          row.comment && <p className="text-sm break-words">{row.comment}</p>
        )}
      </div>
    </li>
  );
}

/** Which operation gave it and who asked, where it was ours. */
function Reason({ row }: { row: CertificationRow }) {
  const words = originText(row);
  if (row.operationId === null) return words;
  return (
    <Link href={`/operations/${row.operationId}`} prefetch={false} className="underline underline-offset-2">
      {words}
    </Link>
  );
}
