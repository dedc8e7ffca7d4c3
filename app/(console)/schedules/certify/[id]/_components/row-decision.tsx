import type { RowDecision } from '#lib/schemas/certification';

type Props = {
  name: string;
  rowId: string;
  decision: RowDecision | null;
  endLabel: string;
  onChange: (decision: RowDecision) => void;
};

/** Native radios: Tab goes from row to row, arrows choose. */
export function RowDecisionChoice({ name, rowId, decision, endLabel, onChange }: Props) {
  const choices: { value: RowDecision; label: string; look: string }[] = [
    {
      value: 'keep',
      label: 'Keep',
      look: 'has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent',
    },
    {
      value: 'end',
      label: endLabel,
      look: 'has-checked:border-stopped has-checked:bg-stopped-soft has-checked:text-stopped',
    },
  ];
  return (
    <fieldset className="flex gap-1.5">
      <legend className="sr-only">{name}</legend>
      {choices.map(({ value, label, look }) => (
        <label
          key={value}
          className={`flex h-8 cursor-pointer items-center rounded border border-edge bg-raised px-3 has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent max-sm:h-11 ${look}`}
        >
          <input
            type="radio"
            name={`decision ${rowId}`}
            value={value}
            checked={decision === value}
            onChange={() => onChange(value)}
            className="sr-only"
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
