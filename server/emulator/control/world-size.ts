import { z } from 'zod';
import { limits } from '../limits.ts';

/** What decides a world, as it may be asked for. */
export const worldSize = {
  seed: z.int().min(0).max(limits.seed),
  people: z.int().min(0).max(limits.people),
  buildings: z.int().min(1).max(limits.buildings),
};
