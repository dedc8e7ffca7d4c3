'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { type Prover, registerStepUp } from './step-up-store.ts';

const StepUpDialog = dynamic(() => import('./step-up-dialog.tsx'), { ssr: false });

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
