import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import { Icon } from '@/components/ui/icon';
import type { ChosenDoor } from './grant-draft.ts';

const chipsShown = 12;

/** What is chosen so far; each can be taken out again. */
export function ChosenDoors({ chosen, onChange }: { chosen: ChosenDoor[]; onChange: (doors: ChosenDoor[]) => void }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? chosen : chosen.slice(0, chipsShown);
  if (chosen.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <ul aria-label="Chosen doors" className="contents">
        {shown.map((door) => (
          <li key={door.id} className="flex max-w-full items-center rounded bg-accent-soft pl-2 text-sm text-accent">
            <span className="truncate" title={`${door.name}, ${door.buildingName}`} dir="auto">
              {door.name}
            </span>
            <button
              type="button"
              aria-label={`Take out ${door.name}`}
              onClick={() => onChange(chosen.filter((other) => other.id !== door.id))}
              className="grid size-7 shrink-0 place-items-center rounded hover:text-ink max-sm:size-9"
            >
              <Icon name="close" className="size-3" />
            </button>
          </li>
        ))}
      </ul>
      {chosen.length > shown.length && (
        <button type="button" className="h-7 px-1 text-sm text-accent underline" onClick={() => setWhole(true)}>
          and {(chosen.length - shown.length).toLocaleString('en')} more
        </button>
      )}
      {chosen.length > 1 && (
        <button
          type="button"
          className="h-7 px-1 text-sm text-muted underline underline-offset-2 hover:text-ink"
          onClick={() => onChange([])}
        >
          Take out {counted(chosen.length, 'door')}
        </button>
      )}
    </div>
  );
}
