'use server';

import { acceptDriftSchema, decidePersonSchema, decideSuccessorSchema } from '#lib/schemas/drift';
import { action } from '../auth/action.ts';
import { acceptDrift as accept } from '../services/drift/accept-drift.ts';
import { decidePerson as decideWho } from '../services/drift/decide-person.ts';
import { decideSuccessor as decide } from '../services/drift/decide-successor.ts';

export const acceptDrift = action({
  name: 'acceptDrift',
  permission: 'drift.accept',
  input: acceptDriftSchema,
  run: accept,
});

export const decideSuccessor = action({
  name: 'decideSuccessor',
  permission: 'drift.accept',
  input: decideSuccessorSchema,
  run: decide,
});

export const decidePerson = action({
  name: 'decidePerson',
  permission: 'drift.accept',
  input: decidePersonSchema,
  run: decideWho,
});
