/** What a staff member may do, `entity.verb`. Closed: entry points name one of these. */
export const permissions = [
  'portfolio.read',
  'building.read',
  'door.read',
  'person.read',
  'access.read',
  'access.grant',
  'access.extend',
  'access.revoke',
  'doorcode.reveal',
  'operation.read',
  'operation.manage',
  'export.create',
  'audit.read',
  'sync.read',
  'sync.run',
  'staff.manage',
  'setting.manage',
  'account.manage',
] as const;

export type Permission = (typeof permissions)[number];

const roles = ['owner', 'portfolio_manager', 'building_manager', 'leasing_agent', 'auditor'] as const;

export type Role = (typeof roles)[number];

const reading: Permission[] = ['portfolio.read', 'building.read', 'door.read', 'person.read', 'access.read'];
/** One's own password and sessions, whatever the role. */
const own: Permission[] = ['account.manage'];
const giving: Permission[] = ['access.grant', 'access.extend', 'access.revoke', 'doorcode.reveal'];

/** The policy, readable by anyone: role → what it may do. Where it may do it is the staff member's scope. */
const policy: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(permissions),
  portfolio_manager: new Set([
    ...own,
    ...reading,
    ...giving,
    'operation.read',
    'operation.manage',
    'export.create',
    'audit.read',
    'sync.read',
    'sync.run',
  ]),
  building_manager: new Set([
    ...own,
    ...reading,
    ...giving,
    'operation.read',
    'operation.manage',
    'export.create',
    'audit.read',
    'sync.read',
  ]),
  leasing_agent: new Set([...own, ...reading, ...giving, 'operation.read', 'operation.manage', 'sync.read']),
  auditor: new Set([...own, ...reading, 'operation.read', 'export.create', 'audit.read', 'sync.read']),
};

export const may = (role: Role, permission: Permission): boolean => policy[role].has(permission);

/** Most people or doors one operation of this role may touch. */
export const operationCap: Record<Role, number> = {
  owner: 5000,
  portfolio_manager: 2000,
  building_manager: 1000,
  leasing_agent: 200,
  auditor: 0,
};
