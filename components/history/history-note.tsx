import type { ComponentProps } from 'react';
import { noUnlockEvents } from '#lib/messages/diagnosis-words';
import { BoundsNote } from './bounds-note.tsx';

/** What stands beside a list of events. */
export const HistoryNote = (known: Omit<ComponentProps<typeof BoundsNote>, 'children'>) => (
  <BoundsNote {...known}>
    What was not done here is found by readings: its time is that of the reading, and “since” is the one before. Days to
    filter by are days in UTC. {noUnlockEvents}
  </BoundsNote>
);
