/** The first key of two: `g`, then where to. */
export type Chord = 'g' | null;

export type Shortcut = 'box' | 'shortcuts' | 'go' | 'people' | 'doors' | 'buildings';

/** Heard by `CommandKeys`: for a button that opens the box. */
export const openCommandBox = 'gatehouse:command';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const places: Record<string, 'people' | 'doors' | 'buildings'> = { p: 'people', d: 'doors', b: 'buildings' };

/** What a key means on any page; null = nothing of ours. Letters and signs alone can be switched off (WCAG 2.1.4). */
export function shortcutFor(key: Key, chord: Chord, isTyping: boolean, areLettersOn = lettersAreOn()): Shortcut | null {
  if ((key.ctrlKey || key.metaKey) && !key.altKey && !key.shiftKey && key.key.toLowerCase() === 'k') return 'box';
  if (key.ctrlKey || key.metaKey || key.altKey || isTyping || !areLettersOn) return null;
  if (chord === 'g') return places[key.key.toLowerCase()] ?? null;
  if (key.key === '?') return 'shortcuts';
  return key.key === 'g' ? 'go' : null;
}

/** The page a shortcut leads to. */
export const goTo = (shortcut: Shortcut): string | null =>
  shortcut === 'people' || shortcut === 'doors' || shortcut === 'buildings' ? `/${shortcut}` : null;

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input:not([type=checkbox]), textarea, select, [role=dialog], [role=alertdialog], [role=menu]') !==
      null);

export const lettersAreOn = (): boolean => document.documentElement.dataset.letters !== 'off';

/** Every shortcut with what it does, as the list of them tells it. `isLetter`: can be switched off. */
export const shortcutTexts: { keys: string[]; does: string; isLetter?: boolean }[] = [
  { keys: ['Ctrl K', '⌘ K'], does: 'Find a person, unit, door, bundle, building or page' },
  { keys: ['/'], does: 'Search the list of this page', isLetter: true },
  { keys: ['?'], does: 'Show this list', isLetter: true },
  { keys: ['g p'], does: 'Go to people', isLetter: true },
  { keys: ['g d'], does: 'Go to doors', isLetter: true },
  { keys: ['g b'], does: 'Go to buildings', isLetter: true },
  { keys: ['j', '↓'], does: 'Next row of a list' },
  { keys: ['k', '↑'], does: 'Previous row' },
  { keys: ['o', 'Enter'], does: 'Open the row' },
  { keys: ['x'], does: 'Select the row; hold Shift while moving to select more' },
];
