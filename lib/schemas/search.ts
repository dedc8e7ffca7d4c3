import * as z from 'zod/mini';

/** What the command box finds; each kind has a page of its own. */
const searchKinds = ['person', 'unit', 'door', 'bundle', 'building'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** Something with a page. `detail` tells things of one name apart. */
const searchHitSchema = z.object({
  kind: z.enum(searchKinds),
  id: z.string(),
  name: z.string(),
  detail: z.nullable(z.string()),
});
export const searchHitsSchema = z.array(searchHitSchema);
export type SearchHit = z.infer<typeof searchHitSchema>;
