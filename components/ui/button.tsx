'use client';

import { type ComponentProps, type MouseEvent, useId } from 'react';
import { type ButtonVariant, buttonStyle } from './button-style.ts';
import { Icon, type IconName } from './icon.tsx';

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  variant?: ButtonVariant;
  icon?: IconName;
  /** The act is under way: presses are ignored, the width stays. */
  isPending?: boolean;
  /** Set = cannot be pressed, and this sentence says why. It stays focusable, so that the reason can be read. */
  disabledReason?: string | undefined;
};

export function Button({
  variant = 'secondary',
  icon,
  isPending = false,
  disabledReason,
  onClick,
  className = '',
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const isOff = isPending || disabledReason !== undefined;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (isOff) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <>
      <button
        type={type}
        aria-disabled={isOff || undefined}
        aria-busy={isPending || undefined}
        aria-describedby={disabledReason === undefined ? undefined : reasonId}
        title={disabledReason}
        onClick={press}
        className={`${buttonStyle(variant)} ${className}`}
        {...rest}
      >
        {isPending ? <Icon name="sync" className="animate-spin" /> : icon && <Icon name={icon} />}
        {/* A name of 300 letters in it ends in dots: it is told in full above the button. */}
        <span className="min-w-0 truncate">{children}</span>
      </button>
      {disabledReason !== undefined && (
        <span id={reasonId} className="sr-only">
          {disabledReason}
        </span>
      )}
    </>
  );
}
