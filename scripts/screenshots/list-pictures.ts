/** Pictures that need no more than an address. Every page of the menu is among them, by the name its picture has. */
export const listPictures: Record<string, string> = {
  overview: '/',
  people: '/people',
  doors: '/doors',
  buildings: '/buildings',
  portfolios: '/portfolios',
  accesses: '/accesses',
  doorcodes: '/doorcodes',
  guests: '/guests',
  operations: '/operations',
  drift: '/drift',
  activity: '/activity',
  'settings-account': '/settings/account',
  'settings-staff': '/settings/staff',
  'settings-openkit': '/settings/openkit',
};
