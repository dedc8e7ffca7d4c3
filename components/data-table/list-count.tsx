import type { Count } from '#lib/schemas/page';

export type Noun = { one: string; many: string };

type CountProps = { count: Count | undefined; shown: number; isPart: boolean; isSettled: boolean; noun: Noun };

/** How much there is, read out politely when it changes and silent while rows are still coming. */
export function ListCount({ count, shown, isPart, isSettled, noun }: CountProps) {
  return (
    <p
      role="status"
      aria-live="polite"
      className="text-sm text-muted max-sm:min-w-16 max-sm:flex-1 sm:whitespace-nowrap"
    >
      {isSettled ? countText(count, shown, isPart, noun) : ' '}
    </p>
  );
}

export function countText(count: Count | undefined, shown: number, isPart: boolean, noun: Noun): string {
  if (count) return `${count.isExact ? '' : 'About '}${count.count.toLocaleString('en')} ${nounFor(noun, count.count)}`;
  return `${shown || 'No'} ${nounFor(noun, shown)}${isPart ? ' on this page' : ''}`;
}

export const nounFor = (noun: Noun, number: number): string => (number === 1 ? noun.one : noun.many);
