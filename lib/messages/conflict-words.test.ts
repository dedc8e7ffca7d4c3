import { expect, test } from 'vitest';
import { type Saved, unlikeYours } from './conflict-words.ts';
import { messageFor } from './message-for.ts';

const door = (name: string, more: Partial<Saved['doors'][number]> = {}) => ({
  ...{ doorId: name, name, isShareable: true, endsOn: null },
  ...more,
});

test('what a colleague saved is told by how it differs from the form', () => {
  const yours: Saved = { name: 'Deck', kind: 'amenities', doors: [door('Gym'), door('Lobby'), door('Sauna')] };
  const now: Saved = {
    name: 'Amenities',
    kind: 'service',
    doors: [door('Gym', { isShareable: false }), door('Lobby', { endsOn: '2027-09-30' }), door('Pool')],
  };
  expect(unlikeYours(now, yours)).toBe(
    'is called “Amenities”, is a service bundle, has Pool, does not have Sauna and has other terms for Gym and Lobby',
  );
  expect(unlikeYours({ ...yours, doors: [] }, yours)).toBe('does not have Gym, Lobby and Sauna');
});

test('of many doors some are named', () => {
  const doors = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((name) => door(name));
  expect(unlikeYours({ name: '4B', doors }, { name: '4B', doors: [] })).toBe('has A, B, C, D, E and 3 more');
});

test('the message has both what is there and what becomes of the form', () => {
  const { detail } = messageFor({ code: 'stale', params: { reason: 'changed_while_open', now: 'has Pool' } });
  expect(detail).toBe('Unlike yours, it has Pool. Nothing was changed, and nothing you typed is lost.');
});
