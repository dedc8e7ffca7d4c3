import { Header, ListBox, ListBoxItem, ListBoxSection, type Selection } from 'react-aria-components/ListBox';
import type { DoorRow } from '#lib/schemas/door';
import { Icon } from '@/components/ui/icon';
import type { ChosenDoor } from './grant-draft.ts';

type Props = {
  found: readonly DoorRow[];
  chosen: readonly ChosenDoor[];
  /** They can be chosen again; what OpenKit makes of that is not documented. */
  heldDoorIds: readonly string[];
  onChange: (doors: ChosenDoor[]) => void;
};

/** The doors found, by building. One tab stop: arrows move, Space chooses, Ctrl+A chooses all that are shown. */
export function DoorList({ found, chosen, heldDoorIds, onChange }: Props) {
  const byBuilding = [...Map.groupBy(found, (door) => door.buildingId)];
  const change = (selection: Selection) => {
    const isOn = (door: DoorRow) => whyNot(door) === null && (selection === 'all' || selection.has(door.id));
    const isListed = new Set(found.map((door) => door.id));
    onChange([...chosen.filter((door) => !isListed.has(door.id)), ...found.filter(isOn)]);
  };
  return (
    <ListBox
      aria-label="Doors"
      selectionMode="multiple"
      escapeKeyBehavior="none"
      selectedKeys={chosen.map((door) => door.id)}
      disabledKeys={found.filter((door) => whyNot(door) !== null).map((door) => door.id)}
      onSelectionChange={change}
      className="outline-none"
    >
      {byBuilding.map(([buildingId, doors]) => (
        <ListBoxSection key={buildingId} id={buildingId}>
          <Header className="sticky top-0 z-10 truncate bg-sunken px-3 py-1 text-xs font-medium text-muted" dir="auto">
            {doors[0]?.buildingName}
          </Header>
          {doors.map((door) => (
            <DoorOption key={door.id} door={door} isHeld={heldDoorIds.includes(door.id)} />
          ))}
        </ListBoxSection>
      ))}
    </ListBox>
  );
}

function DoorOption({ door, isHeld }: { door: DoorRow; isHeld: boolean }) {
  const notes = [
    whyNot(door),
    ...(isHeld ? ['Has access already'] : []),
    ...(door.isConnected === false ? ['Offline: works after the next sync'] : []),
    ...(door.isConnected === null ? ['Perhaps offline: may work only after the next sync'] : []),
  ].filter((note) => note !== null);
  return (
    <ListBoxItem
      id={door.id}
      textValue={door.name}
      className="group flex min-h-9 cursor-default items-center gap-2.5 border-b border-line px-3 py-1.5 -outline-offset-2 last:border-0 hover:bg-sunken disabled:text-muted selected:bg-accent-soft max-sm:min-h-11"
    >
      {({ isSelected }) => (
        <>
          <span
            className={`grid size-4 shrink-0 place-items-center rounded-sm border-[1.5px] ${isSelected ? 'border-accent bg-accent text-accent-on' : 'border-edge group-disabled:opacity-40'}`}
          >
            {isSelected && <Icon name="check" className="size-3.5" />}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate" title={door.name} dir="auto">
              {door.name}
            </span>
            {notes.length > 0 && (
              <span className={`block text-sm ${whyNot(door) ? 'text-muted' : 'text-waiting'}`}>
                {notes.join(' · ')}
              </span>
            )}
          </span>
          {door.accessibility && (
            <span className="text-sm text-muted">{door.accessibility === 'communal' ? 'Communal' : 'Private'}</span>
          )}
        </>
      )}
    </ListBoxItem>
  );
}

/** Why nobody can be given this door; null when they can. */
function whyNot(door: DoorRow): string | null {
  if (door.kind === 'elevator') return 'Elevator: OpenKit cannot give access to it';
  return door.isActivated ? null : 'No lock activated yet';
}
