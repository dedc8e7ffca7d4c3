import { onDemand } from '@/components/ui/on-demand';

/** Wanted once rows are chosen: lists are at their limit of bytes without it. */
export const BulkActions = onDemand(() => import('./bulk-actions.tsx').then((module) => module.BulkActions));
