'use client';

import { type ComponentProps, type ReactNode, useState } from 'react';
import { Button } from './button.tsx';

type SheetButtonProps = Pick<ComponentProps<typeof Button>, 'variant' | 'icon' | 'children'> & {
  /** Fetches the sheet's code: called when somebody points at the button. */
  preload: () => unknown;
  sheet: (close: () => void) => ReactNode;
};

/** Opens a sheet whose code is fetched when it is first wanted. */
export function SheetButton({ preload, sheet, ...button }: SheetButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        {...button}
        onPointerEnter={() => void preload()}
        onFocus={() => void preload()}
        onClick={() => setOpen(true)}
      />
      {isOpen && sheet(() => setOpen(false))}
    </>
  );
}
