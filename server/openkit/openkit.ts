import { db } from '../db/pool.ts';
import { log } from '../log.ts';
import { settings } from '../settings.ts';
import { singleton } from '../singleton.ts';
import { createOpenKit } from './client.ts';
import type { OpenKit } from './types.ts';

/** This process's client with the configured credentials; token and budget are shared through the database. */
export const openkit = (): OpenKit =>
  singleton('openkit', () => {
    const { openkit: upstream, secrets } = settings();
    const dataKey = Buffer.from(secrets.dataKey, 'base64').subarray(0, 32);
    return createOpenKit({ ...upstream, dataKey, db: db(), log });
  });
