import type { AccessView } from '../schemas/access.ts';

/** An access for tests: permanent, active, given by us, with a code; `given` says what is different. */
export const sampleAccess = (given: Partial<AccessView> = {}): AccessView => ({
  id: `access-${given.doorId ?? 'gym'}`,
  doorId: 'gym',
  doorName: 'Gym',
  buildingId: 'harbor',
  buildingName: 'Harbor House',
  timeZone: 'America/New_York',
  passcodeType: 'PERMANENT',
  start: '2027-01-01T00:00:00.000Z',
  end: null,
  day: null,
  shareable: false,
  role: 'non_resident',
  granterKind: 'partner',
  hostId: null,
  hostName: null,
  doorcodeStatus: 'valid',
  state: 'active',
  awaitsSyncSince: null,
  isHeld: true,
  pending: null,
  pendingKind: null,
  operationId: null,
  door: { isConnected: true, isActivated: true, kind: 'door' },
  ...given,
});
