/** The guides, one for each kind of person; the name is that of its page and of its file in `docs/guide`. */
export const guides = [
  {
    name: 'leasing-staff',
    tab: 'Leasing staff',
    title: 'Guide for leasing staff',
    about: 'Find people, give access, read doorcodes out, take access back, and help whoever stands outside.',
  },
  {
    name: 'property-manager',
    tab: 'Property managers',
    title: 'Guide for property managers',
    about: 'What needs you today, buildings and doors, locks that wait for a sync, and how fresh all of it is.',
  },
  {
    name: 'auditor',
    tab: 'Auditors',
    title: 'Guide for auditors',
    about: 'Who could open what, who decided that, and whether the record can be trusted.',
  },
] as const;

export type GuideName = (typeof guides)[number]['name'];

export const isGuide = (name: string): name is GuideName => guides.some((guide) => guide.name === name);
