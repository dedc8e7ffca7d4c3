import { keptBy } from '#lib/messages/tenancy-words';
import type { MoveOutPreview, PreviewDoor } from '#lib/schemas/tenancy';
import { Checkbox } from '@/components/ui/checkbox';

type Props = {
  person: MoveOutPreview['people'][number];
  isEnding: (door: PreviewDoor) => boolean;
  onChange: (door: PreviewDoor, isOn: boolean) => void;
};

/** Every door they hold by name: those of the lease end, the others can be chosen. */
export function MoveOutDoors({ person, isEnding, onChange }: Props) {
  if (person.doors.length === 0) return null;
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium">These doors end</legend>
      {person.doors.map((door) => (
        <Checkbox
          key={door.doorId}
          label={
            <>
              <bdi>{door.doorName}</bdi> <bdi className="text-muted">{door.buildingName}</bdi>
            </>
          }
          hint={noteOf(door)}
          checked={isEnding(door)}
          disabled={door.because === 'lease'}
          onChange={(event) => onChange(door, event.target.checked)}
        />
      ))}
    </fieldset>
  );
}

function noteOf({ because, reasons, isConnected }: PreviewDoor): string | undefined {
  const notes = [
    ...(because === 'other' ? [`Kept by ${keptBy(reasons)}`] : []),
    ...(because === 'by_hand' ? [`Nothing else keeps it: ${keptBy(reasons)}`] : []),
    ...(because === 'none' ? ['Nobody noted why they hold it'] : []),
    ...(isConnected === false ? ['Offline: opens until it has synced'] : []),
    ...(isConnected === null ? ['Perhaps offline: may open until it has synced'] : []),
  ];
  return notes.length > 0 ? `${notes.join('. ')}.` : undefined;
}
