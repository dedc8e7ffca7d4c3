'use client';

import { PageError, type PageErrorProps } from '@/components/shell/page-error';

/** Inside the frame: the menu stays usable when one page breaks. */
export default function ConsoleError(props: PageErrorProps) {
  return <PageError {...props} />;
}
