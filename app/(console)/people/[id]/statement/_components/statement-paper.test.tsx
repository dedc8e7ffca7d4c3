import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Statement } from '#server/services/people/get-statement';
import { StatementPaper } from './statement-paper.tsx';

const at = '2026-03-01T09:00:00.000Z';
const taken: Statement['events'][number] = {
  id: '1',
  at,
  since: null,
  isBlind: false,
  name: 'access.vanished',
  cause: 'operation',
  operationId: null,
  door: { id: 'd', name: 'Gym' },
  buildingName: 'Juniper Hall',
  timeZone: 'America/New_York',
  before: null,
  after: null,
};

test('names the building of an access that has ended', () => {
  const statement: Statement = {
    person: { id: 'p', firstName: 'Ada', lastName: 'Asking', email: null, phone: null, asOf: at },
    held: [],
    leases: [],
    notes: [],
    events: [taken],
    isWhole: true,
    bounds: { beginsAt: at, outages: [], earlierOutages: 0 },
    reading: { asOf: null, coverage: { sweep: 'complete', limits: [] } },
    madeAt: at,
  };
  expect(renderToStaticMarkup(<StatementPaper statement={statement} isPartial={false} />)).toContain(
    'Gym, Juniper Hall',
  );
});
