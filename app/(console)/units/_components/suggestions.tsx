import type { UnitSuggestion } from '#lib/schemas/unit';

type Props = {
  suggestions: readonly UnitSuggestion[];
  /** Names that are not ticked. */
  left: ReadonlySet<string>;
  onChange: (left: ReadonlySet<string>) => void;
};

/** One line a unit: its name, its doors, who would be found living there. */
export function Suggestions({ suggestions, left, onChange }: Props) {
  const toggle = (name: string) => {
    const next = new Set(left);
    if (!next.delete(name)) next.add(name);
    onChange(next);
  };
  if (suggestions.length === 0) return null;
  return (
    <ul aria-label="Suggested units" className="divide-y divide-line border-y border-line">
      {suggestions.map(({ name, doors, people }) => (
        <li key={name}>
          <label className="flex min-h-11 items-center gap-3 py-1.5">
            <input
              type="checkbox"
              checked={!left.has(name)}
              onChange={() => toggle(name)}
              className="size-4 shrink-0 accent-accent max-sm:size-5"
            />
            <span className="w-16 shrink-0 font-medium" dir="auto">
              {name}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block truncate" dir="auto">
                {people.join(', ') || <span className="text-muted">Nobody</span>}
              </span>
              <span className="block truncate text-sm text-muted" dir="auto">
                {doors.map((door) => door.name).join(', ')}
              </span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
