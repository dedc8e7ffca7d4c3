/** What OpenKit is asked, in our words. */
export const callKinds = [
  'token',
  'buildings',
  'doors',
  'people',
  'person',
  'residents',
  'grant',
  'change',
  'revoke',
] as const;
export type CallKind = (typeof callKinds)[number];

/** `refused`: an answer of 4xx; `limited`: 429; `failed`: no answer, or one of 5xx. */
export const callOutcomes = ['answered', 'refused', 'limited', 'failed'] as const;
export type CallOutcome = (typeof callOutcomes)[number];
