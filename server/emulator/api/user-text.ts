import type { Readings } from '../readings/readings.ts';
import { readableAccesses } from '../rules/accesses.ts';
import type { Access, User } from '../world/model.ts';
import { type Reading, renderAccess, renderIdentity } from './render.ts';

/**
 * The JSON of a user as a row of the user list, to the letter what `renderUser` says. Most accesses of a page are a
 * resident's, given on the same terms, and differ only in their doors: the first one is written, the others repeat it.
 */
export function userText(user: User, reading: Reading): string {
  const { readings } = reading;
  const identity = JSON.stringify({ ...renderIdentity(user, readings, true), accesses: [] });
  let text = identity.slice(0, -2);
  for (const [index, run] of runsOf(readableAccesses(user, reading), readings).entries()) {
    text += (index === 0 ? '' : ',') + textOf(run, reading);
  }
  return `${text}]}`;
}

/** Accesses in a row that read the same but for the uuid of their door. */
type Run = [Access, ...Access[]];

function runsOf(accesses: Access[], readings: Readings): Run[] {
  const runs: Run[] = [];
  for (const access of accesses) {
    const run = runs.at(-1);
    if (run && readings.keys === 'absent' && haveSameTerms(run[0], access)) run.push(access);
    else runs.push([access]);
  }
  return runs;
}

function textOf(run: Run, reading: Reading): string {
  const [{ door }] = run;
  const text = JSON.stringify(renderAccess(run[0], reading));
  if (run.length === 1) return text;
  const [before, after] = text.split(door.uuid);
  return before + run.map((access) => access.door.uuid).join(`${after},${before}`) + after;
}

/** Only residents: what others read of their doorcode hangs on the door. */
function haveSameTerms(one: Access, other: Access): boolean {
  return (
    one.role === 'RESIDENT' &&
    other.role === 'RESIDENT' &&
    one.startMs === other.startMs &&
    one.endMs === other.endMs &&
    one.shareable === other.shareable &&
    one.passcodeType === other.passcodeType &&
    one.granter === other.granter
  );
}
