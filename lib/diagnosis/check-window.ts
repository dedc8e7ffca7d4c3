import { untilText } from '../messages/window-words.ts';
import type { AccessView } from '../schemas/access.ts';
import { formatDay, formatExact } from '../time/format.ts';
import type { DiagnosisFacts } from './facts.ts';
import { type Finding, giveAccess } from './finding.ts';

/** Whether the access works at this moment, by the building's clock. */
export function checkWindow({ access, door, at }: DiagnosisFacts & { access: AccessView }): Finding {
  const zone = door.timeZone ?? 'UTC';
  const local = door.timeZone === null ? '' : ', local time';
  const there = `It is ${formatExact(at, zone)} there now.`;
  if (access.state === 'scheduled') {
    const start = access.day ? formatDay(access.start, zone) : formatExact(access.start, zone);
    return {
      id: 'window',
      verdict: 'stop',
      sentence: `It has not begun: it starts ${start}. ${there}`,
      aloud: `Your access to ${door.name} starts on ${start}${local}. Until then it does not open.`,
      next: giveAccess('The start cannot be moved. If they should come in before, give access from now on as well.'),
    };
  }
  if (access.state === 'ended' && access.end !== null) {
    const end = formatExact(access.end, zone);
    return {
      id: 'window',
      verdict: 'stop',
      sentence: `It ended ${end}. ${there}`,
      aloud: `Your access to ${door.name} ended on ${end}${local}.`,
      next: giveAccess('If they should still come in, give access again.'),
    };
  }
  if (door.timeZone === null) {
    return {
      id: 'window',
      verdict: 'unknown',
      sentence: `It works now by UTC, but OpenKit names no time zone for ${door.buildingName}.`,
    };
  }
  return { id: 'window', verdict: 'ok', sentence: `It works now, ${untilText(access.end, zone)}. ${there}` };
}
