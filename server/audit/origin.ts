import { AsyncLocalStorage } from 'node:async_hooks';
import { singleton } from '../singleton.ts';

const origins = () => singleton('request-origin', () => new AsyncLocalStorage<string>());

/** Runs what a request from this address asked for: records made meanwhile, of staff and strangers, say so. */
export const fromAddress = <T>(address: string, run: () => Promise<T>): Promise<T> => origins().run(address, run);

/** Where the request under way came from; undefined where none is. */
export const requestAddress = (): string | undefined => origins().getStore();
