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
export type CallOutcome = 'answered' | 'refused' | 'limited' | 'failed';
