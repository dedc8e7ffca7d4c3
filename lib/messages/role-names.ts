import type { Role } from '../permissions.ts';

/** What each role is called on the screen. */
export const roleNames: Record<Role, string> = {
  owner: 'Owner',
  portfolio_manager: 'Portfolio manager',
  building_manager: 'Building manager',
  leasing_agent: 'Leasing agent',
  auditor: 'Auditor',
};

/** What each role may do, told to whoever holds it. Keep in step with `lib/permissions.ts`. */
export const roleSentences: Record<Role, string> = {
  owner: 'You may do everything, including settings and staff.',
  portfolio_manager:
    'You give and take access, look at doorcodes, read the log, export, invite staff, and start readings of OpenKit.',
  building_manager: 'You give and take access, look at doorcodes, read the log, and export.',
  leasing_agent: 'You give and take access and look at doorcodes.',
  auditor:
    'You read everything, including the log, export, and certify doors. You cannot give or take access, and you see no doorcodes.',
};

/** The same in the third person, for whoever gives a role away. */
export const roleTasks: Record<Role, string> = {
  owner: 'Everything, everywhere, including settings and staff.',
  portfolio_manager: 'Access, doorcodes, the log, exports, staff of their own portfolios.',
  building_manager: 'Access, doorcodes, the log, exports.',
  leasing_agent: 'Access and doorcodes, day to day. No log, no exports.',
  auditor: 'Reads and exports, including the log, and certifies doors. Gives and takes no access, sees no doorcodes.',
};
