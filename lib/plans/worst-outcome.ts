import type { CodeOutcome } from '../schemas/plan.ts';

const worstFirst: readonly CodeOutcome[] = ['missed', 'refused', 'needs_person', 'unconfirmed', 'sending', 'confirmed'];

/** What a day's codes come to: of several doors, the one that went worst. */
export const worstOf = (codes: readonly { outcome: CodeOutcome }[]): CodeOutcome =>
  worstFirst.find((outcome) => codes.some((code) => code.outcome === outcome)) ?? 'sending';
