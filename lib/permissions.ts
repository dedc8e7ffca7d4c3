/** From the one that may most to the one that may least. */
export const roles = ['owner', 'portfolio_manager', 'building_manager', 'leasing_agent', 'auditor'] as const;

export type Role = (typeof roles)[number];

const everybody: readonly Role[] = roles;
/** Whoever works with residents, guests and visitors. */
const desk: readonly Role[] = ['owner', 'portfolio_manager', 'building_manager', 'leasing_agent'];
const managers: readonly Role[] = ['owner', 'portfolio_manager', 'building_manager'];
const managersAndAuditor: readonly Role[] = [...managers, 'auditor'];
const portfolioManagers: readonly Role[] = ['owner', 'portfolio_manager'];
const owner: readonly Role[] = ['owner'];

/**
 * The policy: what can be done here, `entity.verb`, and the roles that may. Closed: entry points name one of these.
 * Where a role may do it is the staff member's scope. Its words are in `lib/messages/permission-words.ts`; the settings
 * show both as a table.
 */
const policy = {
  'portfolio.read': everybody,
  'building.read': everybody,
  'door.read': everybody,
  'person.read': everybody,
  'access.read': everybody,
  'access.grant': desk,
  'access.extend': desk,
  'access.revoke': desk,
  'doorcode.reveal': desk,
  'unit.read': everybody,
  'unit.edit': managers,
  'tenancy.manage': desk,
  'task.manage': desk,
  'plan.read': everybody,
  'plan.manage': desk,
  // Keep, or ask to end; ending itself takes `access.revoke` as well.
  'certification.manage': managersAndAuditor,
  'operation.read': everybody,
  'operation.manage': desk,
  'export.create': managersAndAuditor,
  'audit.read': managersAndAuditor,
  'audit.erase': owner,
  'drift.accept': managers,
  'sync.read': everybody,
  'sync.run': portfolioManagers,
  'staff.manage': portfolioManagers,
  'authenticator.reset': owner,
  'setting.manage': owner,
  // One's own password and sessions.
  'account.manage': everybody,
} satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof policy;

const allowed = new Map<string, readonly Role[]>(Object.entries(policy));
const isPermission = (name: string): name is Permission => allowed.has(name);

export const permissions: readonly Permission[] = Object.keys(policy).filter(isPermission);

export const may = (role: Role, permission: Permission): boolean => allowed.get(permission)?.includes(role) ?? false;

/** Most people or doors one operation of this role may touch. */
export const operationCap: Record<Role, number> = {
  owner: 5000,
  portfolio_manager: 2000,
  building_manager: 1000,
  leasing_agent: 200,
  auditor: 0,
};

/** People whose doorcodes somebody of this role may look at within an hour: a busy desk stays far below it. */
export const revealsAnHour: Record<Role, number> = {
  owner: 120,
  portfolio_manager: 120,
  building_manager: 120,
  leasing_agent: 60,
  auditor: 0,
};

/**
 * True when the holder of `role` may do all that `other` may, and as much at once: nobody gives away more than they
 * hold.
 */
export const covers = (role: Role, other: Role): boolean =>
  operationCap[role] >= operationCap[other] &&
  permissions.every((permission) => !may(other, permission) || may(role, permission));
