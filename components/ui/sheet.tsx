'use client';

import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { IconButton } from './icon-button.tsx';

type SheetProps = {
  title: string;
  /** Under the title: for whom, on which door. */
  facts?: ReactNode;
  /** Escape or the cross. Pressing beside the sheet does nothing, because it may hold a half-filled form. */
  onClose: () => void;
  /** Stays at the bottom while the rest scrolls: the buttons. */
  footer?: ReactNode;
  /** Which of several views follows upon which: reading goes on at the title of the next one. */
  step?: string;
  children: ReactNode;
};

/**
 * A panel over the page it came from; the whole screen on a phone. Keeps the focus and gives it back.
 * Load it when it is wanted: `onDemand(() => import('…'))`.
 */
export function Sheet({ title, facts, onClose, footer, step, children }: SheetProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shownStep = useRef(step);
  useEffect(() => {
    if (shownStep.current === step) return;
    shownStep.current = step;
    // On the button at the same place, a second Enter would confirm what nobody has read.
    heading.current?.focus();
  }, [step]);
  return (
    <ModalOverlay isOpen onOpenChange={(isOpen) => !isOpen && onClose()} className="enter fixed inset-0 z-50 bg-scrim">
      <Modal className="enter-from-right fixed inset-y-0 right-0 w-full bg-raised shadow-raised sm:max-w-lg sm:border-l sm:border-line">
        <Dialog className="flex h-full flex-col outline-none">
          <header className="flex items-start gap-3 border-b border-line py-4 pr-3 pl-6 max-sm:pl-4">
            <div className="min-w-0 flex-1">
              <Heading
                ref={heading}
                tabIndex={-1}
                slot="title"
                className="text-lg font-semibold wrap-anywhere outline-none"
                dir="auto"
              >
                {title}
              </Heading>
              {facts && <p className="text-muted">{facts}</p>}
            </div>
            <IconButton icon="close" label="Close" onClick={onClose} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5 max-sm:px-4">{children}</div>
          {footer && (
            <footer
              onClickCapture={ignoreDoubleClick}
              className="flex flex-wrap justify-end gap-2 border-t border-line px-6 py-3 max-sm:px-4 max-sm:*:grow"
            >
              {footer}
            </footer>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Its second click was meant for the button that stood there before: "Continue" would confirm, "Back" would close. */
function ignoreDoubleClick(event: MouseEvent) {
  if (event.detail < 2) return;
  event.preventDefault();
  event.stopPropagation();
}
