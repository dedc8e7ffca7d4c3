import { formatExact } from '../time/format.ts';
import { type Instant, laterOf } from '../time/instant.ts';
import { counted, listed } from './counts.ts';
import { lateSentences } from './late-locks.ts';
import { untilText } from './window-words.ts';

type GrantFacts = {
  firstName: string;
  email: string;
  doors: readonly { name: string; accessibility: 'communal' | 'private' | null; isConnected: boolean | null }[];
  /** Null = from now. */
  start: Instant | null;
  end: Instant | null;
  zone: string;
  role: 'resident' | 'non_resident';
  notify: boolean;
};

/** What will happen when access is given: the mail, the doors, the codes, the doors that have to wait. */
export function grantSentences(facts: GrantFacts): string[] {
  const who = facts.firstName.trim() || 'The person';
  const from = facts.start === null ? 'from now' : `from ${formatExact(facts.start, facts.zone)}`;
  const until = untilText(facts.end, facts.zone);
  return [
    facts.notify
      ? `Latch emails ${facts.email.trim() || 'them'} an invite at once${facts.start === null ? '' : ', even though it starts later'}.`
      : `Latch sends nothing: tell ${facts.firstName.trim() || 'them'} yourself.`,
    `${who} can open ${counted(facts.doors.length, 'door')} ${from} ${until}.`,
    codeSentence(facts),
    ...lateSentences(facts.doors, 'opens after its next sync'),
  ];
}

type HeldAccess = {
  doorName: string;
  end: Instant | null;
  shareable: boolean | null;
  timeZone: string | null;
  /** What it was said to be for. */
  note: string | null;
};

type HeldTerms = Pick<HeldAccess, 'end' | 'shareable'>;

/** What giving doors again that are held does, each on its terms: it takes nothing away, so the later end stands. */
export function heldSentences<T extends HeldAccess>(held: readonly T[], givenFor: (access: T) => HeldTerms): string[] {
  if (held.length === 0) return [];
  return [
    ...keptSentences(
      held.map((access) => {
        const { end, shareable } = givenFor(access);
        const after = access.end && end && laterOf(access.end, end);
        return { held: access, after: { end: after, shareable: shareable || access.shareable === true } };
      }),
    ),
    'For access they already hold, only the end and sharing can change: no invite, no new code, no other start or role.',
  ];
}

/** What becomes of doors that are held and go on to be, one sentence for those of which the same is said. */
export function keptSentences(doors: readonly { held: HeldAccess; after: HeldTerms }[]): string[] {
  const said = doors.map(({ held, after }) => ({ name: held.doorName, text: keptText(held, after) }));
  return [...Map.groupBy(said, ({ text }) => text)].map(
    ([text, some]) =>
      `${listed(
        some.map(({ name }) => name),
        8,
      )}: ${text}`,
  );
}

function keptText({ end, shareable, timeZone, note }: HeldAccess, after: HeldTerms): string {
  const changes = [
    ...(after.end === end ? [] : [untilText(after.end, timeZone)]),
    ...(after.shareable === shareable ? [] : [after.shareable ? 'may be passed on to guests' : 'may not be passed on']),
  ];
  const then = changes.length > 0 ? `will be changed: ${changes.join(', ')}` : 'stays as it is';
  return `held ${note ? `for “${note}” ` : ''}${untilText(end, timeZone)} already, ${then}.`;
}

function codeSentence({ role, doors }: GrantFacts): string {
  if (role === 'resident') return 'No code is shown here: residents see theirs in the Latch app.';
  const of = (kind: 'communal' | 'private') => doors.filter((door) => door.accessibility === kind).length;
  const parts = [
    ...(of('communal') > 0 ? ['one for the communal doors'] : []),
    ...(of('private') > 0 ? [`${of('private') === 1 ? 'one for the private door' : 'one for each private door'}`] : []),
  ];
  return parts.length > 0 ? `Codes: ${parts.join(', ')}.` : 'Codes can be shown once OpenKit has confirmed it.';
}
