import { type ReactNode, useId } from 'react';

/** One subject of a settings page: its name and what it is for on the left, the thing itself on the right. */
export function SettingsSection({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-4 border-b border-line py-8 last:border-0 lg:grid-cols-[16rem_minmax(0,40rem)]"
    >
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {hint && <div className="mt-1 text-sm text-muted">{hint}</div>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
