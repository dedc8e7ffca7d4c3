import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

const icons: Record<'no-data' | 'no-match' | 'no-permission' | 'sync-running', IconName> = {
  'no-data': 'info',
  'no-match': 'search',
  'no-permission': 'refused',
  'sync-running': 'sync',
};

/** Why there is nothing to see, in four kinds that must not be confused, each with the one thing to do next. */
export function EmptyState({
  kind,
  title,
  children,
  action,
}: {
  kind: keyof typeof icons;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-14 text-center">
      <Icon name={icons[kind]} className="size-6 text-muted" />
      <p className="text-lg font-medium text-balance">{title}</p>
      {children && <div className="max-w-prose text-balance text-muted">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
