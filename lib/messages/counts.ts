import type { Count } from '../schemas/page.ts';

/** `1 door`, `2,500 doors`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** The same of what may have been too many to count: `about 250,000 doors`. */
export const countedAbout = ({ count, isExact }: Count, one: string, many?: string): string =>
  `${isExact ? '' : 'about '}${counted(count, one, many)}`;

/** `Gym`, `Gym and Pool`, `Gym, Pool and 3 more`: at most `shown` of them by name. */
export function listed(names: readonly string[], shown = 3): string {
  const kept = names.length > shown + 1 ? names.slice(0, shown) : names;
  const rest = names.length - kept.length;
  const parts = rest > 0 ? [...kept, `${rest.toLocaleString('en')} more`] : kept;
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
