import { explainIssues, inWords } from '../contract/explain-issues.ts';
import { type WorldEvent, worldEvent } from '../contract/world-events.ts';
import { Refusal } from '../rules/refusal.ts';
import type { World } from '../world/world.ts';

/** An event whose places (`door:0/3`) became uuids of this world. Throws a Refusal that names what is wrong. */
export function resolveEvent(world: World, written: Record<string, unknown>): WorldEvent {
  const resolved = Object.fromEntries(
    Object.entries(written).map(([name, value]) => [name, resolvePlace(world, value)]),
  );
  const parsed = worldEvent.safeParse(resolved, inWords);
  if (parsed.success) return parsed.data;
  const details = explainIssues(parsed.error, 'event');
  throw new Refusal(`This world event cannot happen: ${details.join('; ')}`, 400, details);
}

function resolvePlace(world: World, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const [, kind, first = '', second = '0'] = /^(building|door|user):(\d+)(?:\/(\d+))?$/.exec(value) ?? [];
  if (kind === undefined) return value;
  const uuid =
    kind === 'user' ? world.users[Number(first)]?.uuid : findInBuilding(world, kind, Number(first), Number(second));
  if (uuid === undefined) throw new Refusal(`This world has no ${value}.`, 400);
  return uuid;
}

function findInBuilding(world: World, kind: string, index: number, doorIndex: number): string | undefined {
  const building = [...world.buildings.values()][index];
  return kind === 'building' ? building?.uuid : building?.doors[doorIndex]?.uuid;
}
