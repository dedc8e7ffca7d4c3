import type { Check, NextStep } from '../schemas/diagnosis.ts';

type Looked = { id: Check['id']; sentence: string; exact?: string | null };

/** What keeps a door shut, or may: it comes with what to tell the caller and what to do next. */
type Cause = Looked & { verdict: 'warn' | 'stop'; aloud: string; next: NextStep };

/** What a check found. */
export type Finding = Cause | (Looked & { verdict: 'ok' | 'unknown' });

export const isCause = (finding: Finding): finding is Cause => finding.verdict === 'warn' || finding.verdict === 'stop';

/** A next step that is only said. */
export const advice = (sentence: string): NextStep => ({ sentence, button: null });

export const linkStep = (sentence: string, label: string, href: string): NextStep => ({
  sentence,
  button: { kind: 'link', label, href },
});

export const giveAccess = (sentence: string): NextStep => ({ sentence, button: { kind: 'give_access' } });

export const reveal = (sentence: string): NextStep => ({ sentence, button: { kind: 'reveal' } });

/** For when nothing is left that could be looked at from here. */
export const watchTheLock = advice(
  'If it still does not open, ask what the lock shows: a light means that it has power. Then have someone look at it.',
);
