import { z } from 'zod';
import { limits } from '../limits.ts';
import type { Readings } from '../readings/readings.ts';
import { passcodeTypes, roles } from '../world/model.ts';

/**
 * OpenKit's requests. Unknown fields are let through (Latch ignores them); the journal counts them as outside the
 * contract.
 */
const instant = z.iso.datetime({ offset: true });
/** Of any version and in either case; the world knows them in lower case. */
export const uuid = z.guid().toLowerCase();

const pageSize = z.coerce.number().int().min(1);
const pageToken = z.string().optional();

/** People come in pages. */
export const pageQuery = z.looseObject({ pageSize: pageSize.default(limits.defaultPageSize), pageToken });
/** Doors and keys come all at once when `pageSize` is left out. */
export const buildingPageQuery = z.looseObject({
  pageSize: pageSize.optional(),
  pageToken,
  buildingUuid: uuid.optional(),
});
/** A still newer form of keys names their doors when asked to. */
const newestKeyQuery = buildingPageQuery.extend({ includeDoors: z.enum(['true', 'false']).optional() });

export function keyPageQuery({ keyForm }: Readings): z.ZodType<z.infer<typeof newestKeyQuery>> {
  return keyForm === 'REGULAR-SINGLE' ? newestKeyQuery : buildingPageQuery;
}

const newestGrant = z.looseObject({
  firstName: z.string().min(1),
  lastName: z.string().min(1),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  startTime: instant,
  endTime: instant.nullish(),
  doorUuids: z.array(uuid).optional(),
  keyUuids: z.array(uuid).optional(),
  shareable: z.boolean(),
  passcodeType: z.enum(passcodeTypes),
  role: z.enum(roles).optional(),
  shouldNotify: z.boolean().default(true),
});

/** Base deployments know no keys: the doors must be named. */
const keylessGrant = newestGrant.omit({ keyUuids: true }).extend({ doorUuids: z.array(uuid) });
const olderRole = z.enum(roles).exclude(['GUEST', 'TOURER']).optional();

const grantRequests = {
  served: { accepted: newestGrant, refused: newestGrant.extend({ role: olderRole }) },
  absent: { accepted: keylessGrant, refused: keylessGrant.extend({ role: olderRole }) },
};

export function grantRequest({ keys, extraRoles }: Readings): z.ZodType<GrantRequest> {
  return grantRequests[keys][extraRoles];
}

export const updateAccessRequest = z.looseObject({ shareable: z.boolean().optional(), endTime: instant.nullish() });

export type GrantRequest = z.infer<typeof newestGrant>;
export type UpdateAccessRequest = z.infer<typeof updateAccessRequest>;
