import type { BreakerOpen } from './breaker.ts';
import type { Sent } from './send.ts';

/** How one call to OpenKit ended, repeats and token included. */
export type CallResult = Sent | BreakerOpen | TokenRefused | (TokenFailure & { sent: false });
type TokenRefused = { kind: 'failure'; sent: false; reason: 'token_refused' };

/** `credentials`: our client id and secret are refused. `auth_unavailable`: no usable answer. */
export type TokenFailure = { kind: 'failure'; reason: 'credentials' | 'auth_unavailable' };
