import type { BreakerOpen } from './breaker.ts';
import type { Sent } from './send.ts';
import type { TokenFailure } from './token-endpoint.ts';

/** How one call to OpenKit ended, repeats and token included. */
export type CallResult = Sent | BreakerOpen | TokenRefused | (TokenFailure & { sent: false });
type TokenRefused = { kind: 'failure'; sent: false; reason: 'token_refused' };
