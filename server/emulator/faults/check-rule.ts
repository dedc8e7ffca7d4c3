import { checkWorldEvent } from '../rules/world-events.ts';
import type { World } from '../world/world.ts';
import type { FaultRule } from './rule.ts';

/**
 * Throws a Refusal (404) when the rule's event names what this world has not: better now than in the middle of a call.
 */
export function checkRule(world: World, { effect }: FaultRule): void {
  if (effect.type === 'world_event') checkWorldEvent(world, effect.event);
}
