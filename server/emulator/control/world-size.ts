import { z } from 'zod';

/** How large a world may be asked for. */
export const worldSize = { people: z.int().min(0).max(1_000_000), buildings: z.int().min(1).max(2_000) };
