import type { Permission } from '../permissions.ts';

/** What each permission lets somebody do, as the table of roles in the settings says it. */
export const permissionWords: Record<Permission, string> = {
  'portfolio.read': 'See portfolios',
  'building.read': 'See buildings',
  'door.read': 'See doors and their locks',
  'person.read': 'See people, their email addresses and phone numbers',
  'access.read': 'See who can open what, and until when',
  'access.grant': 'Give access and day codes',
  'access.extend': 'Extend and change access',
  'access.revoke': 'Take access away',
  'doorcode.reveal': 'Look at doorcodes',
  'unit.read': 'See units, leases and bundles of doors',
  'unit.edit': 'Set up units and bundles of doors',
  'tenancy.manage': 'Move people in and out',
  'task.manage': 'Take and finish tasks outside OpenKit',
  'operation.read': 'Follow what was sent to OpenKit',
  'operation.manage': 'Decide what to do about what OpenKit did not confirm',
  'export.create': 'Export lists and the log',
  'audit.read': 'Read the log',
  'audit.erase': 'Erase a person’s name and addresses from the log',
  'drift.accept': 'Accept what changed without us, and say which door replaced which',
  'sync.read': 'See when OpenKit was last read',
  'sync.run': 'Read OpenKit anew, and accept what a reading missed',
  'staff.manage': 'Invite, change and end staff, never beyond their own role and buildings',
  'setting.manage': 'See and change the settings of this Gatehouse',
  'account.manage': 'Manage their own password and sessions',
};
