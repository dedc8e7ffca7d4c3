'use client';

import dynamic from 'next/dynamic';
import { Component, type ComponentType, type ReactNode } from 'react';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';

/**
 * A component whose code is fetched when it is first wanted. Where that does not come, or it breaks, the rest of the
 * page stays as it is.
 */
export function onDemand<P extends object>(load: () => Promise<ComponentType<P> | { default: ComponentType<P> }>) {
  const Loaded = dynamic<P>(load, { ssr: false });
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each component, at the top of its file.
  return function OnDemand(props: P) {
    return (
      <Contained>
        <Loaded {...props} />
      </Contained>
    );
  };
}

/** Our own: Next's `catchError` would bring kilobytes of error pages to every list. */
class Contained extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError = () => ({ isBroken: true });

  override render() {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}

const Broken = () => (
  <div className="fixed inset-x-4 bottom-4 z-50 mx-auto max-w-xl shadow-lg max-sm:bottom-20">
    <Banner
      tone="error"
      title="This could not be shown; the rest of the page still works."
      action={<Button onClick={() => window.location.reload()}>Load the page again</Button>}
    >
      Perhaps the network failed, or Gatehouse was updated. What was already sent is listed under Operations.
    </Banner>
  </div>
);
