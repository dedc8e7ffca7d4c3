import type { ReactNode } from 'react';

const tones = {
  plain: 'border-line text-muted',
  accent: 'border-transparent bg-accent-soft text-accent',
  waiting: 'border-transparent bg-waiting-soft text-waiting',
  stopped: 'border-transparent bg-stopped-soft text-stopped',
  scheduled: 'border-transparent bg-scheduled-soft text-scheduled',
} as const;

/** A small word beside a title: a role, a kind. For how something stands use `StatusMark`. */
export function Badge({ tone = 'plain', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span className={`inline-flex items-center rounded-sm border px-1.5 text-xs font-medium ${tones[tone]}`}>
      {children}
    </span>
  );
}
