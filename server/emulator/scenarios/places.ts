import { z } from 'zod';
import { type WorldEvent, worldEvent } from '../contract/world-events.ts';
import { type FaultRule, faultRule } from '../faults/rule.ts';
import { Refusal } from '../rules/refusal.ts';
import type { World } from '../world/world.ts';

const placeForm = /^(building|door|user):(\d+)(?:\/(\d+))?$/;

/**
 * How a scenario names things in whatever world it plays: the first building, its fourth door, the eighteenth person.
 */
export const uuidOrPlace = z.union(
  [z.uuid(), z.string().regex(placeForm)],
  'must be a UUID, or a place such as building:0, door:0/3 or user:17',
);

/** An event with uuids of this world for its places. Throws a Refusal for a place this world has not. */
export function resolveEvent(world: World, written: object): WorldEvent {
  return worldEvent.parse(resolve(world, written));
}

/** A rule with uuids of this world for its places. Throws a Refusal for a place this world has not. */
export function resolveRule(world: World, written: object): FaultRule {
  return faultRule.parse(resolve(world, written));
}

function resolve(world: World, written: object): object {
  return Object.fromEntries(Object.entries(written).map(([name, value]) => [name, resolveField(world, name, value)]));
}

function resolveField(world: World, name: string, value: unknown): unknown {
  if (typeof value === 'string' && name.endsWith('Uuid')) return resolvePlace(world, value);
  const isNested = ['match', 'effect', 'event'].includes(name) && typeof value === 'object' && value !== null;
  return isNested ? resolve(world, value) : value;
}

function resolvePlace(world: World, written: string): string {
  const [, kind, first = '', second = '0'] = placeForm.exec(written) ?? [];
  if (kind === undefined) return written;
  const uuid =
    kind === 'user' ? world.users[Number(first)]?.uuid : findInBuilding(world, kind, Number(first), Number(second));
  if (uuid === undefined) throw new Refusal(`This world has no ${written}.`, 400);
  return uuid;
}

function findInBuilding(world: World, kind: string, index: number, doorIndex: number): string | undefined {
  const building = [...world.buildings.values()][index];
  return kind === 'building' ? building?.uuid : building?.doors[doorIndex]?.uuid;
}
