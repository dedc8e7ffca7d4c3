'use client';

import { useQuery } from '@tanstack/react-query';
import { doorcodeSentences } from '#lib/messages/access-words';
import { addressWords } from '#lib/messages/building-words';
import { fullName } from '#lib/names';
import { listPage } from '#lib/queries/list';
import type { RevealedDoorcodeView } from '#lib/schemas/grant-access';
import type { Instant } from '#lib/time/instant';
import { groupCode, maskedCode } from '@/components/doorcode/code-groups';
import { useRevealedCodes } from '@/components/doorcode/use-revealed-codes';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { FailureLine } from '@/components/ui/failure-line';
import { cardText, codeOfDay, dayText } from './card-text.ts';
import type { DayCodeForm } from './day-code-form.ts';

const buildings = {
  path: '/api/buildings',
  item: async () => (await import('#lib/schemas/building')).buildingRowSchema,
} as const;

type CardDoor = Pick<DayCodeForm['doors'][number], 'id' | 'name' | 'buildingId' | 'buildingName' | 'timeZone'>;
type CardFacts = Pick<DayCodeForm, 'firstName' | 'lastName'> & { doors: readonly CardDoor[] };

type CardsProps = { personId: string; form: CardFacts; start: Instant };

/** What to hand over, a card for each building: codes once they are asked for. Nothing of them is kept. */
export function CodeCards({ personId, form, start }: CardsProps) {
  const { codes, failure, isRevealing, reveal, hide } = useRevealedCodes(
    personId,
    form.doors.map(({ id }) => id),
  );
  return (
    <div className="grid gap-4">
      {[...Map.groupBy(form.doors, ({ buildingId }) => buildingId)].map(([buildingId, doors]) => (
        <CodeCard
          key={buildingId}
          buildingId={buildingId}
          personName={fullName(form)}
          doors={doors}
          start={start}
          codes={codes}
        />
      ))}
      {failure && <FailureLine failure={failure} />}
      <div className="flex flex-wrap gap-2 print:hidden">
        {codes === null ? (
          <Button variant="primary" icon="eye" isPending={isRevealing} onClick={() => void reveal()}>
            Show the code{form.doors.length > 1 && 's'}
          </Button>
        ) : (
          <>
            <Button icon="eye-off" onClick={hide}>
              Hide
            </Button>
            <Button onClick={() => window.print()}>Print</Button>
          </>
        )}
      </div>
      <p className="text-sm text-muted print:hidden">
        Latch has sent it already. Showing it is written to the log; it hides again after 30 seconds.
      </p>
    </div>
  );
}

type CardProps = {
  buildingId: string;
  personName: string;
  doors: readonly CardDoor[];
  start: Instant;
  /** Null while they are hidden. */
  codes: readonly RevealedDoorcodeView[] | null;
};

/** The codes of one building, where and when they work; on paper, a page of its own. */
function CodeCard({ buildingId, personName, doors, start, codes }: CardProps) {
  const buildingName = doors[0]?.buildingName ?? '';
  const found = useQuery(listPage(buildings, `?building=${buildingId}`));
  // A building that is not there has no address either.
  const address = found.data && (found.data.items[0]?.address ?? []);
  return (
    <section
      aria-label={`Code card for ${buildingName}`}
      data-paper
      className="grid gap-4 rounded-lg border border-line p-5 not-first:break-before-page"
    >
      <header>
        <div className="flex items-start justify-between gap-2">
          <p className="text-lg font-semibold wrap-anywhere">
            <bdi>{buildingName}</bdi>
          </p>
          {codes !== null && (
            <span className="print:hidden">
              <CopyButton
                value={cardText({ buildingName, address: address ?? [], personName, doors, start, codes })}
                label={`Copy the card for ${buildingName}`}
              />
            </span>
          )}
        </div>
        <p className="text-muted wrap-anywhere">{addressWords({ address, hasFailed: found.isError })}</p>
        <p className="wrap-anywhere">
          For <bdi>{personName}</bdi>
        </p>
      </header>
      <ul className="grid gap-3">
        {doors.map((door) => (
          <Code
            key={door.id}
            name={door.name}
            zone={door.timeZone}
            revealed={(codes && codeOfDay(door, start, codes)) ?? null}
          />
        ))}
      </ul>
    </section>
  );
}

type CodeProps = { name: string; zone: string | null; revealed: RevealedDoorcodeView | null };

function Code({ name, zone, revealed }: CodeProps) {
  const code = revealed?.code ?? null;
  return (
    <li className="grid gap-0.5">
      <p className="font-medium wrap-anywhere">
        <bdi>{name}</bdi>
      </p>
      <div className="flex items-center gap-2">
        <output className="font-mono text-2xl tracking-wide">{code === null ? maskedCode : groupCode(code)}</output>
        {code !== null && <CopyButton value={code} label={`Copy the code for ${name}`} />}
      </div>
      {revealed && code === null && <p className="text-sm text-muted">{doorcodeSentences[revealed.status]}</p>}
      {revealed?.day && <p className="text-sm">{dayText(revealed.day, zone)}</p>}
    </li>
  );
}
