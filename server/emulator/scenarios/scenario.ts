import { z } from 'zod';
import { worldEventNaming } from '../contract/world-events.ts';
import { faultRuleNaming } from '../faults/rule.ts';
import { durationMs } from '../world/duration.ts';
import { uuidOrPlace } from './places.ts';

/**
 * A script of faults, events and clock moves. `after` is virtual time since the scenario began, as an ISO 8601
 * duration.
 */
const duration = z.string().regex(/^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/, {
  error: 'is no ISO 8601 duration such as PT90S or P1DT2H',
  abort: true,
});

const deed = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('fault'), name: z.string().optional(), rule: faultRuleNaming(uuidOrPlace) }),
  z.strictObject({ type: z.literal('end_fault'), name: z.string() }),
  z.strictObject({ type: z.literal('expire_tokens') }),
  z.strictObject({ type: z.literal('world_event'), event: worldEventNaming(uuidOrPlace) }),
  z.strictObject({ type: z.literal('clock'), advance: duration }),
]);

export const scenario = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9-]+$/),
    about: z.string(),
    steps: z.array(z.strictObject({ after: duration.default('PT0S'), do: deed })).min(1),
  })
  .superRefine(({ steps }, context) => {
    const made = new Set<string>();
    for (const { number, do: deed } of inOrder(steps)) {
      const refuse = (message: string) =>
        context.addIssue({ code: 'custom', path: ['steps', number - 1, 'do', 'name'], message });
      if (deed.type === 'end_fault' && !made.has(deed.name)) refuse(`no step before makes a fault "${deed.name}"`);
      if (deed.type !== 'fault' || deed.name === undefined) continue;
      if (made.has(deed.name)) refuse(`there is a fault "${deed.name}" already`);
      made.add(deed.name);
    }
  });

/** How far a scenario is: all that lets it go on elsewhere, or later. */
export const scenarioRun = z.object({
  scenario,
  /** Virtual. */
  startedMs: z.number(),
  /** How many steps were played, by their time. */
  done: z.int().min(0),
  /** Steps whose time had come and that could not happen, by their number in the file. */
  failed: z.array(z.object({ step: z.int().positive(), message: z.string() })),
  /** The faults it made, by their name or step. */
  faultIds: z.record(z.string(), z.string()),
});

export type ScenarioRun = z.infer<typeof scenarioRun>;
export type Scenario = z.infer<typeof scenario>;
export type Deed = z.infer<typeof deed>;
export type NumberedStep = Scenario['steps'][number] & { number: number };

/** The steps by their time, each with its number in the file, counted from 1. */
export function inOrder(steps: Scenario['steps']): NumberedStep[] {
  return steps
    .map((step, index) => ({ ...step, number: index + 1 }))
    .toSorted((left, right) => durationMs(left.after) - durationMs(right.after));
}
