import * as z from 'zod/mini';

const leaseSchema = z.object({
  tenancyId: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  buildingName: z.string(),
  timeZone: z.nullable(z.string()),
  leaseEnd: z.nullable(z.string()),
  wantedDoors: z.number(),
  /** Of them those that no change of the lease gives: taken for a lost phone, or OpenKit cannot give them. */
  waitingDoors: z.number(),
  /** By name: of them those held more than once, which no change can tell apart. */
  doubledDoors: z.array(z.string()),
  rules: z.object({ moveInHour: z.number(), moveOutHour: z.number(), graceDays: z.number() }),
});

/** Where somebody lives, and under which other addresses OpenKit knows them. */
export const personHomeSchema = z.object({
  leases: z.array(leaseSchema),
  /** The private doors of those units. */
  homeDoorIds: z.array(z.string()),
  addresses: z.array(z.object({ personId: z.string(), email: z.nullable(z.string()), isNewer: z.boolean() })),
});
export type PersonHome = z.infer<typeof personHomeSchema>;
export type PersonLease = PersonHome['leases'][number];
