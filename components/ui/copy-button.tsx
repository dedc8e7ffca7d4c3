'use client';

import { useState } from 'react';
import { IconButton } from './icon-button.tsx';
import { showToast } from './toast-store.ts';

const shownMs = 2000;

/** Copies exactly `value`; `label` names it ("Copy email"). Says so on itself and in the notices' live region. */
export function CopyButton({ value, label, tabIndex }: { value: string; label: string; tabIndex?: number }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      showToast('The browser did not let us copy. Select the text and copy it by hand.', 'failed');
      return;
    }
    setCopied(true);
    showToast('Copied');
    setTimeout(() => setCopied(false), shownMs);
  };
  return (
    <IconButton
      icon={isCopied ? 'check' : 'copy'}
      label={isCopied ? 'Copied' : label}
      tabIndex={tabIndex}
      onClick={copy}
    />
  );
}
