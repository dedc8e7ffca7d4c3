import type { ReactNode } from 'react';
import { IconButton } from '@/components/ui/icon-button';

type BarProps = {
  /** How many are chosen, in words; null = none, and no bar. */
  text: string | null;
  onClear: () => void;
  children?: ReactNode;
};

/** Rises from below while rows are chosen: how many, what can be done with them, and a way out. */
export function SelectionBar({ text, onClear, children }: BarProps) {
  if (text === null) return null;
  return (
    <section
      aria-label="Selection"
      data-selection-bar
      className="enter sticky bottom-4 z-20 mx-auto mt-3 flex w-fit max-w-full items-center gap-3 rounded-lg border border-line bg-raised py-1.5 pr-1.5 pl-4 shadow-raised max-md:bottom-20 max-sm:flex-wrap max-sm:gap-y-1"
    >
      <p role="status" className="font-medium sm:whitespace-nowrap max-sm:flex-1">
        {text}
      </p>
      <div className="flex flex-wrap items-center gap-2 max-sm:order-last max-sm:basis-full max-sm:pr-2.5 max-sm:*:grow">
        {children}
      </div>
      <IconButton icon="close" label="Clear selection" onClick={onClear} />
    </section>
  );
}

export const selectedText = (count: number): string | null =>
  count > 0 ? `${count.toLocaleString('en')} selected` : null;
