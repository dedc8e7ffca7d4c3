import { expect, it } from 'vitest';
import type { UserRecord } from './change.ts';
import { World } from './world.ts';

const phone = '+1-212-555-0100';
const named = (uuid: string, contact: Partial<UserRecord>): UserRecord => ({
  uuid,
  email: null,
  phone: null,
  firstName: uuid,
  lastName: 'Okafor',
  ...contact,
});

/** A world with these people, and how to change one of them. */
function worldOf(...people: UserRecord[]) {
  const world = new World();
  const save = (user: UserRecord) => world.apply({ kind: 'user', user });
  for (const user of people) save(user);
  return { world, save };
}

it('a phone finds whoever has an email before whoever has none, the first of them', () => {
  const { world, save } = worldOf(named('bare', { phone }));
  expect(world.userByPhone(phone)?.uuid).toBe('bare');
  save(named('known', { phone, email: 'b@example.com' }));
  save(named('later', { phone, email: 'c@example.com' }));
  save(named('bare', { phone }));
  expect(world.userByPhone('+12125550100')?.uuid).toBe('known');
});

it('a phone somebody gave up finds whoever else has it, then nobody', () => {
  const { world, save } = worldOf(
    named('one', { phone, email: 'a@example.com' }),
    named('bare', { phone }),
    named('two', { phone, email: 'b@example.com' }),
  );
  save(named('one', { email: 'a@example.com' }));
  expect(world.userByPhone(phone)?.uuid).toBe('two');
  save(named('two', { email: 'b@example.com', phone: '+1-212-555-0199' }));
  expect(world.userByPhone(phone)?.uuid).toBe('bare');
  expect(world.userByPhone('+1-212-555-0199')?.uuid).toBe('two');
  save(named('bare', {}));
  expect(world.userByPhone(phone)).toBeUndefined();
});

it('an address somebody had for a while leads to its owner, whoever goes first', () => {
  const { world, save } = worldOf(named('one', { email: 'a@example.com' }), named('two', { email: 'b@example.com' }));
  save(named('one', { email: 'B@example.com' }));
  expect(world.userByEmail('a@example.com')).toBeUndefined();
  save(named('one', { email: 'a@example.com' }));
  expect(world.userByEmail('b@example.com')?.uuid).toBe('two');
  expect(world.userByEmail(' A@example.com')?.uuid).toBe('one');
  save(named('one', { email: 'b@example.com' }));
  save(named('two', { email: 'c@example.com' }));
  expect(world.userByEmail('b@example.com')?.uuid).toBe('one');
});
