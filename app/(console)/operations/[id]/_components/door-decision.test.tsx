import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import type { OperationDoor } from '#lib/schemas/operation';
import { DoorDecision } from './door-decision.tsx';

vi.mock('#server/actions/operations', () => ({ decideDoor: vi.fn() }));
vi.mock('./use-control.ts', () => ({ useControl: () => ({ isPending: false, run: vi.fn() }) }));

const door: OperationDoor = {
  ...{ itemId: 'i', personId: 'p', personName: 'Ada', doorId: 'd', doorName: 'Gym', buildingName: 'North' },
  ...{ timeZone: null, action: 'grant', state: 'needs_person', reason: 'not_confirmed', tells: false, conflict: null },
};
const buttonsOf = (shown: Partial<OperationDoor>) =>
  [
    ...renderToStaticMarkup(<DoorDecision operationId="o" door={{ ...door, ...shown }} />).matchAll(
      /aria-label="([^:]+):/g,
    ),
  ].map(([, label]) => label);

test.each([
  ['grant', ['It is there', 'It is not there']],
  ['change', ['It was changed', 'It was not changed']],
  ['revoke', ['It was taken away', 'It is still there']],
] as const)('of a %s whose answer was lost a person says what became of the access', (action, labels) => {
  expect(buttonsOf({ action })).toEqual(labels);
});
