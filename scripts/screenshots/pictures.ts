/** Pictures that need no more than an address. Every page of the menu is among them, by the name its picture has. */
export const listPictures: Record<string, string> = {
  overview: '/',
  people: '/people',
  doors: '/doors',
  units: '/units',
  bundles: '/bundles',
  buildings: '/buildings',
  portfolios: '/portfolios',
  accesses: '/accesses',
  schedules: '/schedules/ending',
  'schedules-who': '/schedules/who?ask=gym+juniper+now',
  timeline: '/schedules',
  plans: '/schedules/plans',
  vendors: '/schedules/vendors',
  doorcodes: '/doorcodes',
  guests: '/guests',
  operations: '/operations',
  tasks: '/tasks',
  walk: '/walk',
  history: '/history',
  drift: '/drift',
  activity: '/activity',
  'settings-account': '/settings/account',
  'settings-staff': '/settings/staff',
  'settings-roles': '/settings/roles',
  'settings-openkit': '/settings/openkit',
};

/** Lists that are shown for one building: names from everywhere begin with those made to provoke. */
export const ofOneBuilding = new Set(['people', 'doors', 'accesses', 'timeline', 'doorcodes', 'guests', 'history']);

/** Pictures that something has to be done for first. */
export const stagedPictures = [
  'waiting',
  'activity-entry',
  'building',
  'door',
  'person',
  'give-access',
  'it-doesnt-work',
  'day-code',
  'unit',
  'operation',
  'onboarding',
  'dry-run',
  'certify',
] as const;
