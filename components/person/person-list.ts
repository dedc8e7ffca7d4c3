import type { PersonRow } from '#lib/schemas/person';

/** What every list of people is made of, wherever it stands. */
export const personList = {
  source: {
    path: '/api/people',
    item: async () => (await import('#lib/schemas/person')).personRowSchema,
    isCounted: true,
  },
  noun: { one: 'person', many: 'people' },
  searchLabel: 'Search people by name, email or phone',
  row: { href: (person: PersonRow) => `/people/${person.id}`, name: (person: PersonRow) => person.name },
} as const;
