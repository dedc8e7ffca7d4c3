import type { Role } from '../permissions.ts';

/** What each role is called on the screen. */
export const roleNames: Record<Role, string> = {
  owner: 'Owner',
  portfolio_manager: 'Portfolio manager',
  building_manager: 'Building manager',
  leasing_agent: 'Leasing agent',
  auditor: 'Auditor',
};
