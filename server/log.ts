import { type DestinationStream, type Logger, pino } from 'pino';
import { describeError } from './describe-error.ts';
import { singleton } from './singleton.ts';

/** A log whose `err` says where something broke and nothing of whom it was about. */
export function createLog(destination?: DestinationStream): Logger {
  return pino(
    {
      level: process.env.LOG_LEVEL ?? 'info',
      base: { pid: process.pid },
      serializers: { err: describeError },
      hooks: {
        // Without a message pino takes the error's own.
        logMethod(args, method) {
          method.apply(this, args.length === 1 && typeof args[0] === 'object' ? [args[0], ''] : args);
        },
      },
    },
    destination,
  );
}

/**
 * This process's log, JSON lines on standard output. Log ids and states; never a code, a secret, or a person's data.
 */
export const log = singleton('log', () => createLog());
