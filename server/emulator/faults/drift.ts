import type { EffectOf } from './effects.ts';

type Drift = EffectOf<'drift'>;

/** A copy of an answer whose named field drifted, in every row the path reaches: `users[].accesses[].role`. */
export function drift(body: unknown, rule: Drift): unknown {
  const copy: unknown = structuredClone(body);
  const steps = rule.field.split('.').flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), '[]'] : [step]));
  walk(copy, steps, rule);
  return copy;
}

function walk(value: unknown, [step, ...rest]: string[], rule: Drift): void {
  if (step === undefined || typeof value !== 'object' || value === null) return;
  if (step === '[]') {
    if (Array.isArray(value)) for (const item of value) walk(item, rest, rule);
    return;
  }
  if (rest.length > 0) walk(Reflect.get(value, step), rest, rule);
  else change(value, step, rule);
}

function change(holder: object, name: string, { to, value }: Drift): void {
  if (to === 'missing') {
    Reflect.deleteProperty(holder, name);
    return;
  }
  const drifted = {
    null: null,
    unknown_enum: 'SOMETHING_NEW',
    number: 42,
    string: String(Reflect.get(holder, name)),
    object: { nested: Reflect.get(holder, name) ?? null },
    extra_field: 'unexpected',
    value,
  };
  Reflect.set(holder, name, drifted[to]);
}
