import type { LeftOutDoor } from '../schemas/person-jobs.ts';
import { listed } from './counts.ts';

const whys: Record<LeftOutDoor['why'], string> = {
  not_meant: 'not given again, because nothing they held it for applies any more.',
  over: 'not given again, because it has ended in the meantime.',
  door_gone: 'not given again, because it is no longer enabled for us.',
  not_givable: 'not given again, because OpenKit cannot give it now.',
};

/** Which doors are not given again after a lost phone, a sentence for each reason why. */
export const leftOutSentences = (doors: readonly LeftOutDoor[]): string[] =>
  [...Map.groupBy(doors, ({ why }) => why)].map(
    ([why, some]) => `${listed(some.map(({ doorName }) => doorName))}: ${whys[why]}`,
  );
