import type { TaskRow } from '../schemas/task.ts';

type About = Pick<TaskRow, 'kind' | 'personName' | 'doorName' | 'unitName'>;

/** What has to be done, as one sentence without a full stop. */
export function taskSentence({ kind, personName, doorName, unitName }: About): string {
  const who = personName ?? 'them';
  const unit = unitName ?? 'the unit';
  const door = doorName ?? 'a door';
  const sentences: Record<TaskRow['kind'], string> = {
    elevator: `Give ${who} ${door} in Mission Control`,
    keycard: `Make a keycard for ${who}`,
    door_to_enable: `Have the door of ${unit} enabled for OpenKit, then give it to ${who}`,
    lock_to_activate: `Activate the lock of ${door}, then give it to ${who}`,
    no_email: `Give ${who} access in Mission Control: they have no email address`,
    elevator_back: `Take ${door} from ${who} in Mission Control`,
    keycard_back: `Take back the keycard of ${who} and block it`,
    phone_lost: `Revoke the doors of ${who} here: their phone is lost`,
    access_back: `Take from ${who} in Mission Control what they were given there for ${unit}`,
  };
  return sentences[kind];
}
