import Link from 'next/link';
import type { ReactNode } from 'react';
import { type ButtonVariant, buttonStyle } from './button-style.ts';
import { Icon, type IconName } from './icon.tsx';

/** A link to another page that looks like a button. */
export function ButtonLink({
  href,
  variant = 'secondary',
  icon,
  children,
}: {
  href: string;
  variant?: ButtonVariant;
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <Link href={href} prefetch={false} className={buttonStyle(variant)}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}
