'use client';

import type { PersonView } from '#lib/schemas/person';
import { DoorcodeCard } from '@/components/doorcode/doorcode-card';
import { useRevealedCodes } from '@/components/doorcode/use-revealed-codes';
import { FailureLine } from '@/components/ui/failure-line';
import { codesOf, type DoorcodeGroup, doorcodeGroups, type RevealedCode } from './doorcode-groups.ts';

/** The person's codes, masked until asked for. Absent when nothing they hold could have one. */
export function DoorcodeSection({ person, mayReveal }: { person: PersonView; mayReveal: boolean }) {
  const groups = doorcodeGroups(person.accesses);
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="doorcodes" className="grid min-w-0 gap-3 max-lg:-order-1">
      <h2 id="doorcodes" tabIndex={-1} className="font-semibold">
        Doorcodes
      </h2>
      {groups.map((group) => (
        <Codes key={group.key} personId={person.id} group={group} mayReveal={mayReveal && !person.isGone} />
      ))}
    </section>
  );
}

type CodesProps = { personId: string; group: DoorcodeGroup; mayReveal: boolean };

/** One card before the codes are shown, then one for each different code. */
function Codes({ personId, group, mayReveal }: CodesProps) {
  const { first, accesses } = group;
  const doorIds = [...new Set(accesses.map((access) => access.doorId))];
  const { codes, failure, isRevealing, reveal, hide } = useRevealedCodes(personId, doorIds);
  const doorNames = [...new Set(accesses.map((access) => access.doorName))];
  const masked: RevealedCode = { code: null, status: first.doorcodeStatus, doorNames };
  const shown = codes ? codesOf(group, codes) : [];
  const cards = shown.length > 0 ? shown : [masked];
  return (
    <>
      {cards.map((card, index) => (
        <DoorcodeCard
          // By place, so that the button pressed stays and keeps the focus when one card becomes several.
          // biome-ignore lint/suspicious/noArrayIndexKey: cards hold no state.
          key={index}
          doorNames={card.doorNames}
          buildingName={first.buildingName}
          passcodeType={first.passcodeType}
          status={card.status}
          code={card.code}
          until={first.end}
          zone={first.timeZone ?? 'UTC'}
          isRevealing={isRevealing}
          onReveal={mayReveal ? () => void reveal() : undefined}
          onHide={hide}
        />
      ))}
      {failure && <FailureLine failure={failure} />}
    </>
  );
}
