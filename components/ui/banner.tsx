import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

const looks: Record<'info' | 'warn' | 'error', { icon: IconName; style: string; tint: string }> = {
  info: { icon: 'info', style: 'bg-scheduled-soft', tint: 'text-scheduled' },
  warn: { icon: 'warning', style: 'bg-waiting-soft', tint: 'text-waiting' },
  error: { icon: 'refused', style: 'bg-stopped-soft', tint: 'text-stopped' },
};

/** Something the whole page should know. Errors interrupt a reader, the rest waits its turn. */
export function Banner({
  tone,
  title,
  children,
  action,
}: {
  tone: 'info' | 'warn' | 'error';
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const look = looks[tone];
  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      className={`flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg px-3 py-2.5 ${look.style}`}
    >
      <Icon name={look.icon} className={`mt-0.5 ${look.tint}`} />
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">{title}</p>
        {children && <div className="text-sm">{children}</div>}
      </div>
      {action}
    </div>
  );
}
