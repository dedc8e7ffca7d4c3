import type { ActivityEntry } from '#lib/schemas/activity';
import { FactList } from '@/components/ui/fact-list';
import { useMay } from '@/components/viewer/viewer';
import { EntrySection } from './entry-section.tsx';
import { EraseRecorded } from './erase-recorded.tsx';

const labels: Record<string, string> = {
  name: 'Name',
  email: 'Email',
  phone: 'Phone',
  address: 'From address',
  note: 'Note',
  q: 'Searched for',
  ask: 'Question',
};

const absences = {
  hidden: 'Recorded, and not shown to you: it belongs to people outside your buildings.',
  altered: 'Was changed in the database since. It does not match the hash in the log, so it is not shown.',
  erased: 'Was recorded and has been erased since. The log keeps only a hash of it.',
};

/** Names, addresses and words of an entry, which stand beside the chain so that they can be erased. */
export function EntryPersonal({ entry: { personal, object } }: { entry: ActivityEntry }) {
  const mayErase = useMay('audit.erase');
  if (personal.state === 'none') return null;
  return (
    <EntrySection title="Personal data">
      {personal.state !== 'shown' && <p className="text-muted">{absences[personal.state]}</p>}
      {'data' in personal && (
        <FactList
          facts={Object.entries(personal.data).map(([name, value]) => ({
            label: labels[name] ?? name,
            value: <bdi>{value}</bdi>,
          }))}
        />
      )}
      {mayErase && personal.state === 'shown' && object?.type === 'person' && object.isLinked && (
        <EraseRecorded person={{ id: object.id, name: object.name ?? 'this person' }} />
      )}
    </EntrySection>
  );
}
