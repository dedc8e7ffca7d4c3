'use client';

import { useState } from 'react';
import type { OwnSession } from '#lib/schemas/account';
import { Button } from '@/components/ui/button';
import { SessionLine } from './session-line.tsx';
import { SignOutEverywhere } from './sign-out-everywhere.tsx';

/** Every browser one is signed in with, the one that asks first, and the ways to end them. */
export function SessionList({ sessions }: { sessions: OwnSession[] }) {
  const [isAsking, setAsking] = useState(false);
  const ordered = sessions.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
  return (
    <div className="grid gap-4">
      <ul className="divide-y divide-line border-y border-line">
        {ordered.map((session) => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
      <div>
        <Button icon="sign-out" onClick={() => setAsking(true)}>
          Sign out everywhere
        </Button>
      </div>
      {isAsking && <SignOutEverywhere sessionCount={sessions.length} onClose={() => setAsking(false)} />}
    </div>
  );
}
