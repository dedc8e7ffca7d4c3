import * as z from 'zod/mini';
import { uuid } from './uuid.ts';
import { version } from './version.ts';

const unitName = z.string().check(z.trim(), z.minLength(1, 'unit_name_required'), z.maxLength(100, 'name_too_long'));
const doorIds = z.array(uuid).check(z.maxLength(50, 'too_many_doors'));
const hour = z.int().check(z.gte(0, 'hour_invalid'), z.lte(23, 'hour_invalid'));

/** A row of the units list. `doors` are its private doors by name, `people` the household. */
export const unitRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  buildingId: z.string(),
  buildingName: z.string(),
  timeZone: z.nullable(z.string()),
  doors: z.array(z.string()),
  people: z.array(z.string()),
  /** The first lease that ends; null = none does, or nobody lives there. */
  leaseEnd: z.nullable(z.string()),
});
export type UnitRow = z.infer<typeof unitRowSchema>;

/** Somebody's lease of a unit, with how their doors stand against what it wants. */
const tenantSchema = z.object({
  tenancyId: z.string(),
  /** Null while OpenKit has not told who a new person is. */
  personId: z.nullable(z.string()),
  name: z.string(),
  leaseStart: z.nullable(z.string()),
  leaseEnd: z.nullable(z.string()),
  /** Doors that the lease wants, and how many of them they hold. */
  wantedDoors: z.number(),
  heldDoors: z.number(),
  /** Not held, and given by no change of the lease: taken for a lost phone, or OpenKit cannot give them. */
  waitingDoors: z.number(),
  /**
   * By name: held with another start, end or sharing than is noted, and held more than once, which no change can tell
   * apart.
   */
  differingDoors: z.array(z.string()),
  doubledDoors: z.array(z.string()),
  /** What is being sent for this lease. */
  operationId: z.nullable(z.string()),
});
export type Tenant = z.infer<typeof tenantSchema>;

const formerTenantSchema = z.object({
  tenancyId: z.string(),
  personId: z.nullable(z.string()),
  name: z.string(),
  endedAt: z.string(),
  operationId: z.nullable(z.string()),
});

/** A door that a lease of the unit brings, by itself or by a bundle. */
const leasedDoorSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['door', 'elevator', 'unknown']),
  isConnected: z.nullable(z.boolean()),
  isActivated: z.boolean(),
  isGone: z.boolean(),
  isShareable: z.boolean(),
  /** Its own last day, in the building's zone. */
  endsOn: z.nullable(z.string()),
});
export type LeasedDoorView = z.infer<typeof leasedDoorSchema>;

/** A unit's page. */
export const unitViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  buildingId: z.string(),
  buildingName: z.string(),
  timeZone: z.nullable(z.string()),
  isArchived: z.boolean(),
  doors: z.array(leasedDoorSchema),
  tenants: z.array(tenantSchema),
  formerTenants: z.array(formerTenantSchema),
  /** Whom the household has let in, in the app or through us, and until when at the latest. */
  guests: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      hostName: z.string(),
      doors: z.array(z.string()),
      isCode: z.boolean(),
      start: z.string(),
      end: z.nullable(z.string()),
    }),
  ),
  rules: z.object({ moveInHour: z.number(), moveOutHour: z.number(), graceDays: z.number() }),
  bundles: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(['amenities', 'service']),
      doors: z.array(leasedDoorSchema),
    }),
  ),
  /** Stands for its name and doors as they are here. */
  version: z.string(),
});
export type UnitView = z.infer<typeof unitViewSchema>;

/** Makes a unit, or changes its name and doors. `seenVersion` as of a bundle. */
export const saveUnitSchema = z.strictObject({
  /** Null = a new one. */
  unitId: z.nullable(uuid),
  buildingId: uuid,
  name: unitName,
  doorIds,
  seenVersion: z.optional(version),
});
export type SaveUnitInput = z.infer<typeof saveUnitSchema>;

export const archiveUnitSchema = z.strictObject({ unitId: uuid });

export const alignUnitSchema = z.strictObject({ intentId: uuid, unitId: uuid });
export type AlignUnitInput = z.infer<typeof alignUnitSchema>;

export const setBuildingRulesSchema = z.strictObject({
  buildingId: uuid,
  moveInHour: hour,
  moveOutHour: hour,
  graceDays: z.int().check(z.gte(0, 'grace_invalid'), z.lte(60, 'grace_invalid')),
});
export type SetBuildingRulesInput = z.infer<typeof setBuildingRulesSchema>;

/** What the names of a building's doors suggest, and who would be found living there. */
const suggestionSchema = z.object({
  name: z.string(),
  doors: z.array(z.object({ id: z.string(), name: z.string() })),
  people: z.array(z.string()),
});
export const suggestionsSchema = z.array(suggestionSchema);
export type UnitSuggestion = z.infer<typeof suggestionSchema>;

export const adoptUnitsSchema = z.strictObject({
  buildingId: uuid,
  /** The names of the suggestions to adopt, with their households. */
  names: z.array(unitName).check(z.minLength(1, 'units_required'), z.maxLength(2000, 'too_many_units')),
});
export type AdoptUnitsInput = z.infer<typeof adoptUnitsSchema>;
export type AdoptedUnits = { units: number; people: number };
