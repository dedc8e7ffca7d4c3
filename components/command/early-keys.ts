type Typed = { text: string; isEntered: boolean };

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>;

const nothing: Typed = { text: '', isEntered: false };

/**
 * What is typed between asking for the command box and its being there: its code may be on its way, the hands go on.
 */
export function earlyKeys() {
  let typed: Typed | null = null;
  return {
    begin: () => {
      typed = nothing;
    },
    /** Keeps a key that is meant for the box; answers whether it was. */
    take: (key: Key): boolean => {
      const next = typed && withKey(typed, key);
      if (next) typed = next;
      return next !== null;
    },
    /** All that was kept. From here on nothing is. */
    end: (): Typed => {
      const all = typed ?? nothing;
      typed = null;
      return all;
    },
  };
}

export type EarlyKeys = ReturnType<typeof earlyKeys>;

function withKey({ text }: Typed, { key, ctrlKey, metaKey, altKey, isComposing }: Key): Typed | null {
  if (ctrlKey || metaKey || altKey || isComposing) return null;
  if (key === 'Enter') return { text, isEntered: true };
  if (key === 'Backspace') return { text: [...text].slice(0, -1).join(''), isEntered: false };
  return [...key].length === 1 ? { text: text + key, isEntered: false } : null;
}
