import type { ReactNode } from 'react';

/** Title, one line of facts, the one primary action on the right, tabs under it. The first thing in every page. */
export function PageHeader({
  title,
  facts,
  action,
  tabs,
}: {
  title: string;
  facts?: ReactNode;
  action?: ReactNode;
  tabs?: ReactNode;
}) {
  return (
    <header className={`border-line ${tabs ? 'border-b' : ''}`}>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 pt-6 pb-4 max-sm:pt-4">
        <div className="min-w-40 flex-1 basis-0 max-sm:basis-full">
          <h1 className="text-xl font-semibold tracking-tight break-words">
            <bdi>{title}</bdi>
          </h1>
          {facts && <p className="mt-0.5 text-pretty text-muted">{facts}</p>}
        </div>
        {action}
      </div>
      {tabs}
    </header>
  );
}
