'use client';

import Link from 'next/link';
import { useEffect, useRef } from 'react';
import type { GrantDraft } from '@/components/grant-access/grant-draft';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { RequestId } from '@/components/ui/request-id';

/** What became of something sent from this page, and the one thing to do next. */
export type Notice = {
  tone: 'info' | 'warn' | 'error';
  title: string;
  text: string;
  operationId?: string;
  requestId?: string;
  /** Opens the form filled in. */
  again?: { label: string; draft: GrantDraft };
};

type Props = { notice: Notice | null; onAgain?: (draft: GrantDraft) => void; onClose: () => void };

export function NoticeBanner({ notice, onAgain, onClose }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // It stands above the list, which may be scrolled far down.
    if (notice && notice.tone !== 'info') place.current?.scrollIntoView({ block: 'nearest' });
  }, [notice]);
  if (!notice) return null;
  const { again } = notice;
  return (
    <div ref={place} className="scroll-mt-12 pb-4">
      <Banner
        tone={notice.tone}
        title={notice.title}
        action={
          <span className="flex flex-wrap items-center gap-1">
            {again && onAgain && <Button onClick={() => onAgain(again.draft)}>{again.label}</Button>}
            <IconButton icon="close" label="Close notice" onClick={onClose} />
          </span>
        }
      >
        {notice.text}{' '}
        {notice.operationId && (
          <Link href={`/operations/${notice.operationId}`} prefetch={false} className="underline underline-offset-2">
            See the operation
          </Link>
        )}
        <RequestId id={notice.requestId ?? ''} />
      </Banner>
    </div>
  );
}
