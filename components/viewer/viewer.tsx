'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { Permission } from '#lib/permissions';

const ViewerContext = createContext<readonly Permission[] | null>(null);

/**
 * Who is looking, as far as pages need it: what their role may do. The server decides; this only spares dead buttons.
 */
export function ViewerProvider({ mayDo, children }: { mayDo: readonly Permission[]; children: ReactNode }) {
  return <ViewerContext value={mayDo}>{children}</ViewerContext>;
}

/** Whether the viewer's role may do this somewhere. Throws outside a `ViewerProvider`. */
export function useMay(permission: Permission): boolean {
  const mayDo = useContext(ViewerContext);
  if (mayDo === null) throw new Error('useMay needs a ViewerProvider above it');
  return mayDo.includes(permission);
}
