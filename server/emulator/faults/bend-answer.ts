import type { Answer } from '../contract/route.ts';
import { drift } from './drift.ts';
import type { Effect, EffectOf } from './effects.ts';

const oversizedBytes = 20_000_000;

/** Applies, in rule order, every effect that changes an answer's head or body. */
export function bendAnswer(answer: Answer, effects: Effect[]): Answer {
  if (effects.length === 0) return answer;
  const { json, ...rest } = answer;
  return effects.reduce(bend, json === undefined ? rest : { ...rest, body: JSON.parse(json.toString()) });
}

function bend(answer: Answer, effect: Effect): Answer {
  switch (effect.type) {
    case 'headers':
      return { ...answer, headers: { ...answer.headers, ...effect.set } };
    case 'clock_skew': {
      const date = new Date(Date.now() + effect.seconds * 1000).toUTCString();
      return { ...answer, headers: { ...answer.headers, date } };
    }
    case 'replace_status':
      return effect.keepBody ? { ...answer, status: effect.status } : { status: effect.status };
    case 'drift':
      return answer.body === undefined ? answer : { ...answer, body: drift(answer.body, effect) };
    case 'corrupt_body':
      return corrupt(answer, effect.as);
    default:
      return answer;
  }
}

function corrupt(answer: Answer, as: EffectOf<'corrupt_body'>['as']): Answer {
  const json = JSON.stringify(answer.body ?? null);
  switch (as) {
    case 'html':
      return {
        ...answer,
        text: '<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>',
        headers: { ...answer.headers, 'content-type': 'text/html; charset=utf-8' },
      };
    case 'empty':
      return { ...answer, text: '' };
    case 'null':
      return { ...answer, text: 'null' };
    case 'malformed_json':
      return { ...answer, text: `${json.slice(0, -1)},` };
    case 'oversized':
      return { ...answer, text: json + ' '.repeat(oversizedBytes) };
    case 'broken_gzip':
      return answer;
  }
}
