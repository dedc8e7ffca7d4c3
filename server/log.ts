import pino from 'pino';
import { singleton } from './singleton.ts';

/** This process's log, JSON lines on standard output. Log ids and states; never a code, a secret, or a person's data. */
export const log = singleton('log', () => pino({ level: process.env.LOG_LEVEL ?? 'info', base: { pid: process.pid } }));
