'use client';

import { useEffect, useState } from 'react';
import { onDemand } from '@/components/ui/on-demand';
import { type Prover, registerStepUp } from './step-up-store.ts';

const StepUpDialog = onDemand(() => import('./step-up-dialog.tsx'));

/** Where the dialog of `withStepUp` appears; one to a page. */
export function StepUpHost({ staffId, hasAuthenticator, method }: Prover) {
  const [answer, setAnswer] = useState<{ give: (isProved: boolean) => void } | null>(null);
  useEffect(
    () => registerStepUp(() => new Promise((resolve) => setAnswer({ give: (isProved) => resolve(isProved) }))),
    [],
  );
  const close = (isProved: boolean) => {
    answer?.give(isProved);
    setAnswer(null);
  };
  return answer && <StepUpDialog prover={{ staffId, hasAuthenticator, method }} onClose={close} />;
}
