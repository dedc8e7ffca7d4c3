import { timingSafeEqual } from 'node:crypto';
import type { Emulator } from '../emulator.ts';
import { hostInUrl, isLoopback } from '../http/hosts.ts';
import { Refusal } from '../rules/refusal.ts';
import type { ControlContext } from './control-call.ts';

/**
 * Lets only this machine control the emulator; with a control key, only who presents it in `x-emulator-key`.
 * A browser page from elsewhere is this machine too, so anything it marks as cross-site is refused, and so is a name of
 * somebody else's that was made to lead here. Throws a Refusal (403).
 */
export function guardControl({ settings }: Emulator, c: ControlContext): void {
  if (settings.controlKey !== null) {
    if (!isSame(c.req.header('x-emulator-key') ?? '', settings.controlKey)) {
      throw new Refusal(
        'The control API needs the control key, the EMULATOR_CONTROL_KEY of its start, in the header x-emulator-key.',
        403,
      );
    }
  } else if (!isLoopback(hostInUrl(c.env.incoming.socket.remoteAddress ?? ''))) {
    throw new Refusal(
      'The control API answers this machine only. Start with EMULATOR_CONTROL_KEY set to open it to whoever has that key.',
      403,
    );
  } else if (!isLoopback(c.req.header('host') ?? '')) {
    throw new Refusal(
      'The control API answers to localhost, 127.0.0.1 and [::1] only: call it by one of these names.',
      403,
    );
  }
  if (c.req.header('sec-fetch-site') === 'cross-site')
    throw new Refusal('The control API refuses pages of other sites: use its own page at /, or a program.', 403);
}

function isSame(given: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}
