import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { fixed } from './fixed.ts';
import { door } from './schema/mirror.ts';

const written = (piece: Parameters<typeof fixed>[0]) => new PgDialect().sqlToQuery(piece);

test('what is fixed reads as it did, alone and within a question that has values', () => {
  const piece = sql`${door.id} = any(array(select door_id from ${sql.raw('access')} a)) and name = 'x'`;
  expect(written(fixed(piece))).toEqual(written(piece));
  const asked = (part: typeof piece) => sql`select 1 from ${door} where ${part} and ${door.name} = ${'Lobby'}`;
  expect(written(asked(fixed(piece)))).toEqual(written(asked(piece)));
});

test('a piece with a value in it cannot be fixed: it would lose it', () => {
  expect(() => fixed(sql`name = ${'Lobby'}`)).toThrow('A value stands in what is to be fixed: name = $1');
});
