import { doorcodeSentences } from '../messages/access-words.ts';
import type { AccessView } from '../schemas/access.ts';
import type { DiagnosisFacts } from './facts.ts';
import { advice, type Finding, watchTheLock } from './finding.ts';

/** Whether there is a code to type, and where the person finds it. */
export function checkDoorcode({ access, door, person }: DiagnosisFacts & { access: AccessView }): Finding {
  const sentence = doorcodeSentences[access.doorcodeStatus];
  switch (access.doorcodeStatus) {
    case 'valid':
      return { id: 'doorcode', verdict: 'ok', sentence };
    case 'none':
    case 'unknown':
      return { id: 'doorcode', verdict: 'unknown', sentence };
    case 'resident':
      return {
        id: 'doorcode',
        verdict: 'warn',
        sentence,
        aloud:
          `Please open ${door.name} with the Latch app, signed in as ${person.email ?? 'yourself'}. ` +
          'Your doorcode is in the app too; nobody else can see it.',
        next: watchTheLock,
      };
    case 'communal_conflict':
    case 'guest_conflict':
      return {
        id: 'doorcode',
        verdict: 'warn',
        sentence,
        aloud: `You have no doorcode for ${door.name}. Please open it with the Latch app.`,
        next: advice('If they need a code, someone has to take away the other access in Mission Control.'),
      };
  }
}
