import type { KeyboardEvent, ReactNode } from 'react';

/**
 * Buttons that are one stop of the Tab key together: arrows go from one to the next. `label` names them for readers.
 */
export function Toolbar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div
      role="toolbar"
      aria-label={label}
      onKeyDown={moveFocus}
      className="flex items-center gap-2 max-sm:-mr-3 max-sm:ml-auto max-sm:gap-0"
    >
      {children}
    </div>
  );
}

const steps: Partial<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

function moveFocus({ key, shiftKey, currentTarget, target }: KeyboardEvent<HTMLElement>): void {
  // What a button has opened lies elsewhere in the document, though its keys come through here.
  if (!(target instanceof Element && currentTarget.contains(target))) return;
  const buttons = [...currentTarget.querySelectorAll('button')].filter((button) => button.offsetParent !== null);
  const at = buttons.findIndex((button) => button.contains(target));
  // From the edge, the browser's own Tab leaves the toolbar.
  if (key === 'Tab') buttons.at(shiftKey ? 0 : -1)?.focus();
  const step = steps[key];
  if (step !== undefined) buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
