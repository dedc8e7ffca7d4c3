import { useRef } from 'react';

/** The same content sent twice, by a double click or after a lost answer, is one intent. */
export function useIntent() {
  const intent = useRef({ id: '', content: '' });
  return {
    idFor(form: object): string {
      const content = JSON.stringify(form);
      if (intent.current.content !== content) intent.current = { id: crypto.randomUUID(), content };
      return intent.current.id;
    },
    /** Whatever is sent from here on is wanted anew. */
    forget(): void {
      intent.current = { id: '', content: '' };
    },
  };
}
