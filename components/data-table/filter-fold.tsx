'use client';

import { type ReactNode, useId, useState } from 'react';
import { Button } from '@/components/ui/button';

/**
 * Many filters: in a line of their own under the search, behind one button on a phone. `count` = how many narrow now.
 */
export function FilterFold({ count, children }: { count: number; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Button
        icon="settings"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className="sm:hidden"
      >
        {count > 0 ? `Filters (${count})` : 'Filters'}
      </Button>
      <div
        id={id}
        className={`order-last flex basis-full flex-wrap gap-2 max-sm:*:basis-full sm:*:max-w-44 ${isOpen ? '' : 'max-sm:hidden'}`}
      >
        {children}
      </div>
    </>
  );
}
