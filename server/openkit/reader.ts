import type { z } from 'zod';
import { readEnvelope } from './envelope.ts';
import { mismatchOf } from './mismatch.ts';
import { createTolerant } from './tolerant.ts';
import { toAccess, toBuilding, toDoor, toResident } from './transform.ts';
import type { AccessSnapshot, Listing, ListingPage, PersonSnapshot, RevealedDoorcode } from './types.ts';
import type { Warn } from './warnings.ts';
import {
  accessSchema,
  buildingSchema,
  codeOfAccess,
  doorSchema,
  residentSchema,
  userSchema,
  type WireUser,
} from './wire.ts';

/** Turns OpenKit's JSON into our snapshots. Every function answers null when the whole of it cannot be used. */
export function createReader(warn: Warn) {
  const tolerant = createTolerant(warn);
  const schemas = {
    building: buildingSchema(tolerant),
    door: doorSchema(tolerant),
    access: accessSchema(tolerant),
    resident: residentSchema(tolerant),
    user: userSchema(tolerant),
  };

  const readRow = <S extends z.ZodType>(schema: S, at: string, row: unknown): z.output<S> | null => {
    const parsed = schema.safeParse(row);
    if (!parsed.success) warn(at, 'unexpected', mismatchOf(row, parsed.error));
    return parsed.data ?? null;
  };

  const readRows = <S extends z.ZodType, T>(
    schema: S,
    at: string,
    rows: unknown[],
    transform: (row: z.output<S>) => T,
  ): Listing<T> => {
    const read = rows.map((row) => readRow(schema, at, row)).filter((row) => row !== null);
    return { items: read.map(transform), unreadable: rows.length - read.length };
  };

  const readPage = <S extends z.ZodType, T>(
    json: unknown,
    name: string,
    schema: S,
    at: string,
    transform: (row: z.output<S>) => T,
  ): ListingPage<T> | null => {
    const envelope = readEnvelope(json, name);
    if (!envelope) return null;
    return { ...readRows(schema, at, envelope.rows, transform), nextPageToken: envelope.nextPageToken };
  };

  const readAccesses = (accesses: WireUser['accesses']): Listing<AccessSnapshot> =>
    accesses === 'unreadable'
      ? { items: [], unreadable: 1 }
      : readRows(schemas.access, 'User.accesses.doorUuid', accesses ?? [], toAccess);

  const toPerson = (user: WireUser): PersonSnapshot => {
    const accesses = readAccesses(user.accesses);
    return { ...toResident(user), accesses: accesses.items, unreadableAccesses: accesses.unreadable };
  };

  return {
    buildings: (json: unknown) => readPage(json, 'buildings', schemas.building, 'Building.uuid', toBuilding),
    doors: (json: unknown) => readPage(json, 'doors', schemas.door, 'Door.uuid', toDoor),
    residents: (json: unknown) => readPage(json, 'residents', schemas.resident, 'User.userUuid', toResident),

    people(json: unknown): ListingPage<PersonSnapshot> | null {
      const page = readPage(json, 'users', schemas.user, 'User.userUuid', toPerson);
      const lost = page?.items.reduce((sum, person) => sum + person.unreadableAccesses, 0) ?? 0;
      return page && { ...page, unreadable: page.unreadable + lost };
    },

    person(json: unknown): PersonSnapshot | null {
      const user = readRow(schemas.user, 'User.userUuid', json);
      return user && toPerson(user);
    },

    /** The person of a write's answer. Without accesses in it, it is only an id to read back by. */
    applied(json: object): { personId: string | null; person: PersonSnapshot | null } {
      // A revoke answers {}: nobody whose missing names would be worth a warning.
      const user = Object.keys(json).length > 0 ? schemas.user.safeParse(json).data : undefined;
      const isWhole = Array.isArray(user?.accesses);
      return { personId: user?.userUuid ?? null, person: user && isWhole ? toPerson(user) : null };
    },

    /** Codes included: for revealing alone. */
    doorcodes(json: unknown): { personId: string; doorcodes: RevealedDoorcode[] } | null {
      const user = readRow(schemas.user, 'User.userUuid', json);
      if (!user || user.accesses === 'unreadable') return null;
      const rows = user.accesses ?? [];
      const doorcodes = rows.flatMap((row) => readAccesses([row]).items.map((access) => reveal(access, row)));
      return { personId: user.userUuid, doorcodes };
    },
  };
}

function reveal(access: AccessSnapshot, row: unknown): RevealedDoorcode {
  const code = codeOfAccess.safeParse(row).data?.doorcode.code ?? null;
  return { ...access, code: access.doorcodeStatus === 'valid' ? code : null };
}
