import type { DoorRow } from '#lib/schemas/door';

/** What every list of doors is made of, wherever it stands. */
export const doorList = {
  source: { path: '/api/doors', item: async () => (await import('#lib/schemas/door')).doorRowSchema, isCounted: true },
  noun: { one: 'door', many: 'doors' },
  searchLabel: 'Search doors by name or serial number',
  similarTerm: (door: DoorRow) => door.name,
  row: { href: (door: DoorRow) => `/doors/${door.id}`, name: (door: DoorRow) => door.name },
} as const;
