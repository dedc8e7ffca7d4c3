import type { ComponentProps } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** A button that is only an icon; `label` is its name for readers and its tooltip. 32 px, 44 px on a phone. */
export function IconButton({
  icon,
  label,
  className = '',
  ...rest
}: ComponentProps<'button'> & { icon: IconName; label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`grid size-8 shrink-0 place-items-center rounded text-muted hover:bg-sunken hover:text-ink max-sm:size-11 ${className}`}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
