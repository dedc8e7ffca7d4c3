import type { Proposal } from '../access-rules/propose-terms.ts';
import { counted } from './counts.ts';

const sentences: Record<Exclude<Proposal['because'], 'period'>, string> = {
  no_end: 'No end: permanent access, because a day code ends at midnight.',
  revocable: 'One day: permanent access with an end, because a day code cannot be taken back.',
  one_visit: 'One visit: a single-use code. It ends 15 minutes after it is first used.',
  one_day: 'One day: a day code. It ends by itself at midnight at the building.',
};

/** Why this kind of access is proposed. `days`: how many calendar days a period touches; null = not known yet. */
export function proposalSentence({ because }: Proposal, days: number | null): string {
  if (because !== 'period') return sentences[because];
  if (days === null || days <= 1) {
    return 'Exact times: permanent access with an end, because a day code covers the whole day.';
  }
  return `${counted(days, 'day')}: permanent access with an end, because a day code lasts one day and cannot be taken back.`;
}
