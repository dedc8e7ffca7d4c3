import type { Count } from '#lib/schemas/page';

export type Noun = { one: string; many: string };

type CountProps = { count: Count | undefined; shown: number; hasMore: boolean; isStale: boolean; noun: Noun };

/** How much there is, read out politely when it changes and silent while rows are still coming. */
export function ListCount({ count, shown, hasMore, isStale, noun }: CountProps) {
  return (
    <p
      role="status"
      aria-live="polite"
      className="text-sm text-muted max-sm:min-w-20 max-sm:flex-1 sm:whitespace-nowrap"
    >
      {isStale ? ' ' : countText(count, shown, hasMore, noun)}
    </p>
  );
}

export function countText(count: Count | undefined, shown: number, hasMore: boolean, noun: Noun): string {
  if (count) return `${count.isExact ? '' : 'About '}${count.count.toLocaleString('en')} ${nounFor(noun, count.count)}`;
  if (shown === 0) return `No ${noun.many}`;
  return `${shown} ${nounFor(noun, shown)}${hasMore ? ' on this page' : ''}`;
}

export const nounFor = (noun: Noun, number: number): string => (number === 1 ? noun.one : noun.many);
