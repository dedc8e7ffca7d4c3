import type { ReactNode } from 'react';

export type Suggestion = { name: string; doors: readonly { name: string }[] };

type Props<S> = {
  label: string;
  suggestions: readonly S[];
  /** What adopting it would find. */
  found: (suggestion: S) => ReactNode;
  /** Names that are not ticked. */
  left: ReadonlySet<string>;
  onChange: (left: ReadonlySet<string>) => void;
};

/** One line for each suggestion: its name, what would be found with it, its doors. */
export function Suggestions<S extends Suggestion>({ label, suggestions, found, left, onChange }: Props<S>) {
  const toggle = (name: string) => {
    const next = new Set(left);
    if (!next.delete(name)) next.add(name);
    onChange(next);
  };
  if (suggestions.length === 0) return null;
  return (
    <ul aria-label={label} className="divide-y divide-line border-y border-line">
      {suggestions.map((suggestion) => (
        <li key={suggestion.name}>
          <label className="flex min-h-11 items-center gap-3 py-1.5">
            <input
              type="checkbox"
              checked={!left.has(suggestion.name)}
              onChange={() => toggle(suggestion.name)}
              className="size-4 shrink-0 accent-accent max-sm:size-5"
            />
            <span className="min-w-16 shrink-0 font-medium" dir="auto">
              {suggestion.name}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block truncate" dir="auto">
                {found(suggestion)}
              </span>
              <span className="block text-sm wrap-anywhere text-muted" dir="auto">
                {suggestion.doors.map((door) => door.name).join(', ')}
              </span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
