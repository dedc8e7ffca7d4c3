'use client';

import dynamic from 'next/dynamic';

/** Asked for once there is a table: its code is not part of the page. */
export const DoorChooser = dynamic(
  () => import('@/components/grant-access/door-chooser').then((module) => module.DoorChooser),
  { ssr: false },
);
