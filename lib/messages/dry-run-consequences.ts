import type { DryRunConsequences } from '../schemas/dry-run.ts';
import { counted } from './counts.ts';
import { lateSentences } from './late-locks.ts';

/** A sentence, and who or what is behind its number. */
export type Consequence = { text: string; names: readonly string[] };

/** What follows from a dry run, most important first; said before the button. */
export function dryRunConsequences({ taken, guests, ...facts }: DryRunConsequences): Consequence[] {
  const lasting = guests.filter(({ isDaily }) => !isDaily);
  const daily = [...facts.daily, ...guests.filter(({ isDaily }) => isDaily)];
  return [
    ...about(
      taken.filter(({ hasCode }) => hasCode),
      (n) => `${counted(n, 'doorcode stops', 'doorcodes stop')} working for good.`,
    ),
    ...about(
      lasting.filter(({ isOurs }) => !isOurs),
      (n) => `${counted(n, 'guest access ends', 'guest accesses end')} with them, for good.`,
    ),
    ...about(
      taken.filter(({ isResident }) => isResident),
      (n) =>
        `${counted(n, 'access is', 'accesses are')} a resident’s: guests who depend on it lose theirs too, even those not shown here.`,
    ),
    ...about(
      lasting.filter(({ isOurs }) => isOurs),
      (n) =>
        `${counted(n, 'guest access given by us stays: revoke it', 'guest accesses given by us stay: revoke them')} as well.`,
    ),
    ...about(
      daily,
      (n) =>
        `${counted(n, 'day code stays', 'day codes stay')} valid until midnight at the building and cannot be taken back.`,
    ),
    ...late(facts.locks, 'revoke', 'keeps opening until it has synced'),
    ...late(facts.locks, 'change', 'uses the old end until it has synced'),
    ...late(facts.locks, 'grant', 'opens after its next sync'),
    ...about(
      taken.filter(({ isFromOthers }) => isFromOthers),
      (n) => `${counted(n, 'access was', 'accesses were')} not given by us: OpenKit may refuse to take it away.`,
    ),
    ...about(
      taken.filter(({ isDoubled }) => isDoubled),
      (n) =>
        `${counted(n, 'access has', 'accesses have')} a second one on the same door: OpenKit does not say which of them it takes away.`,
    ),
    ...plain(
      facts.residents,
      (n) => `${counted(n, 'resident', 'residents')}: no code is shown here, only in the Latch app.`,
    ),
    ...plain(
      facts.newcomers,
      (n) => `${counted(n, 'person is', 'people are')} new: name and email cannot be corrected here once sent.`,
    ),
    ...plain(taken.length, () => 'This cannot be undone. Giving access again makes a new code.'),
  ];
}

const about = (of: DryRunConsequences['daily'], text: (count: number) => string): Consequence[] =>
  of.length === 0
    ? []
    : [{ text: text(of.length), names: of.map(({ personName, doorName }) => `${personName}: ${doorName}`) }];

const plain = (count: number, text: (count: number) => string): Consequence[] =>
  count === 0 ? [] : [{ text: text(count), names: [] }];

/** One sentence for those that are offline, one for those nobody knows of. */
const late = (
  locks: DryRunConsequences['locks'],
  action: DryRunConsequences['locks'][number]['action'],
  until: string,
): Consequence[] =>
  [false, null].flatMap((isConnected) => {
    const of = locks.filter((lock) => lock.action === action && lock.isConnected === isConnected);
    return lateSentences(of, until).map((text) => ({ text, names: of.map(({ name }) => name) }));
  });
