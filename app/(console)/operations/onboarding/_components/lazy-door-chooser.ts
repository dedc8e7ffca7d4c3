'use client';

import { onDemand } from '@/components/ui/on-demand';

/** Asked for once there is a table: its code is not part of the page. */
export const DoorChooser = onDemand(() =>
  import('@/components/grant-access/door-chooser').then((module) => module.DoorChooser),
);
