'use client';

import type { ReactNode } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from './button.tsx';

type ConfirmDialogProps = {
  /** A question that names whom or what it is about. */
  title: string;
  /** The consequences, before the buttons. */
  children: ReactNode;
  /** A verb with its object: "Revoke 5 doors", never "Confirm". */
  confirmLabel: string;
  isDanger?: boolean;
  isPending?: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks once before something that has consequences. Focus starts on the way out, and Escape takes it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      className="enter fixed inset-0 z-50 grid place-items-center overflow-y-auto bg-scrim p-4"
    >
      <Modal className="w-full max-w-md rounded-lg border border-line bg-raised shadow-raised">
        <Dialog role="alertdialog" className="grid gap-4 p-6 outline-none max-sm:p-4">
          <Heading slot="title" className="text-lg font-semibold wrap-anywhere">
            {props.title}
          </Heading>
          <div className="grid gap-2">{props.children}</div>
          <footer className="flex flex-wrap justify-end gap-2 pt-1 max-sm:*:grow">
            <Button autoFocus onClick={props.onClose}>
              Keep as it is
            </Button>
            <Button
              variant={props.isDanger ? 'danger' : 'primary'}
              isPending={props.isPending}
              onClick={props.onConfirm}
            >
              {props.confirmLabel}
            </Button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
