/**
 * What must come of every operation, written down by hand and never computed from the policy: the matrix is checked
 * against it. A server action is named as it is exported, a GET handler by its address. A new operation needs a line
 * here and one in `asks.ts`.
 *
 * `may`: the roles that may, in this order: Owner, Portfolio manager, Building manager, Leasing agent, Auditor; `-` = not.
 * `about`: what it is asked about, and so what lies outside one's scope must look like:
 * - `object`: one person, door, building, operation, file, member of staff: like one that does not exist
 * - `list`: rows narrowed to a building: empty
 * - `selection`: chosen rows: as if none had been chosen
 * - `own`: oneself; `all`: nothing in particular
 * - `anyone`: for people without a session, who prove themselves by what they send
 */
export type Expected = { may: string; about: 'object' | 'list' | 'selection' | 'own' | 'all' | 'anyone' };

export const expected: Record<string, Expected> = {
  grantAccess: { may: 'OPBL-', about: 'object' },
  changeAccess: { may: 'OPBL-', about: 'object' },
  revokeAccess: { may: 'OPBL-', about: 'object' },
  changeChosen: { may: 'OPBL-', about: 'selection' },
  createPlan: { may: 'OPBL-', about: 'object' },
  changePlan: { may: 'OPBL-', about: 'object' },
  revealDoorcodes: { may: 'OPBL-', about: 'object' },
  revealCodeSheet: { may: 'OPBL-', about: 'object' },
  claimSync: { may: 'OPBL-', about: 'object' },
  claimSyncs: { may: 'OPBL-', about: 'selection' },
  exportList: { may: 'OPB-A', about: 'all' },
  cancelOperation: { may: 'OPBL-', about: 'object' },
  pauseOperation: { may: 'OPBL-', about: 'object' },
  retryOperation: { may: 'OPBL-', about: 'object' },
  decideDoor: { may: 'OPBL-', about: 'object' },
  acceptDrift: { may: 'OPB--', about: 'selection' },
  decideSuccessor: { may: 'OPB--', about: 'object' },
  exportLog: { may: 'OPB-A', about: 'all' },
  stopSweep: { may: 'OP---', about: 'all' },
  acceptLoss: { may: 'OP---', about: 'all' },
  changeSyncSettings: { may: 'O----', about: 'all' },
  requestSweep: { may: 'OP---', about: 'all' },
  inviteStaff: { may: 'OP---', about: 'object' },
  changeStaff: { may: 'OP---', about: 'object' },
  leaveStaff: { may: 'OP---', about: 'object' },
  resetPassword: { may: 'OP---', about: 'object' },
  resetAuthenticator: { may: 'OP---', about: 'object' },
  endStaffSessions: { may: 'OP---', about: 'object' },
  changePassword: { may: 'OPBLA', about: 'own' },
  endOwnSession: { may: 'OPBLA', about: 'own' },
  endAllOwnSessions: { may: 'OPBLA', about: 'own' },
  startAuthenticator: { may: 'OPBLA', about: 'own' },
  confirmAuthenticator: { may: 'OPBLA', about: 'own' },
  renewRecoveryCodes: { may: 'OPBLA', about: 'own' },
  proveIdentity: { may: 'OPBLA', about: 'own' },
  lockScreen: { may: 'OPBLA', about: 'own' },
  unlockScreen: { may: 'OPBLA', about: 'own' },
  setUpOwner: { may: 'OPBLA', about: 'anyone' },
  choosePassword: { may: 'OPBLA', about: 'anyone' },
  carryInvite: { may: 'OPBLA', about: 'anyone' },
  readPasswordLink: { may: 'OPBLA', about: 'anyone' },
  signOut: { may: 'OPBLA', about: 'anyone' },

  '/api/people': { may: 'OPBLA', about: 'list' },
  '/api/people/count': { may: 'OPBLA', about: 'list' },
  '/api/people/[id]': { may: 'OPBLA', about: 'object' },
  '/api/doors': { may: 'OPBLA', about: 'list' },
  '/api/doors/count': { may: 'OPBLA', about: 'list' },
  '/api/doors/[id]/accesses': { may: 'OPBLA', about: 'list' },
  '/api/doors/[id]/accesses/count': { may: 'OPBLA', about: 'list' },
  '/api/buildings': { may: 'OPBLA', about: 'list' },
  '/api/buildings/count': { may: 'OPBLA', about: 'list' },
  '/api/buildings/options': { may: 'OPBLA', about: 'all' },
  '/api/buildings/[id]/history': { may: 'OPBLA', about: 'list' },
  '/api/buildings/[id]/residents': { may: 'OPBLA', about: 'list' },
  '/api/buildings/[id]/residents/count': { may: 'OPBLA', about: 'list' },
  '/api/doors/[id]/history': { may: 'OPBLA', about: 'list' },
  '/api/people/[id]/history': { may: 'OPBLA', about: 'list' },
  '/api/drift': { may: 'OPBLA', about: 'list' },
  '/api/drift/count': { may: 'OPBLA', about: 'list' },
  '/api/drift/rows': { may: 'OPBLA', about: 'list' },
  '/api/drift/rows/count': { may: 'OPBLA', about: 'list' },
  '/api/portfolios': { may: 'OPBLA', about: 'all' },
  '/api/portfolios/count': { may: 'OPBLA', about: 'all' },
  '/api/accesses': { may: 'OPBLA', about: 'list' },
  '/api/accesses/count': { may: 'OPBLA', about: 'list' },
  '/api/doorcodes': { may: 'OPBLA', about: 'list' },
  '/api/doorcodes/count': { may: 'OPBLA', about: 'list' },
  '/api/guests': { may: 'OPBLA', about: 'list' },
  '/api/guests/count': { may: 'OPBLA', about: 'list' },
  '/api/schedules/timeline': { may: 'OPBLA', about: 'list' },
  '/api/schedules/who': { may: 'OPBLA', about: 'list' },
  '/api/schedules/who/count': { may: 'OPBLA', about: 'list' },
  '/api/schedules/ending': { may: 'OPBLA', about: 'list' },
  '/api/schedules/ending/count': { may: 'OPBLA', about: 'list' },
  '/api/schedules/plans': { may: 'OPBLA', about: 'list' },
  '/api/diagnosis': { may: 'OPBLA', about: 'object' },
  '/api/operations': { may: 'OPBLA', about: 'list' },
  '/api/operations/[id]': { may: 'OPBLA', about: 'object' },
  '/api/operations/[id]/doors': { may: 'OPBLA', about: 'list' },
  '/api/operations/[id]/doors/count': { may: 'OPBLA', about: 'list' },
  // A file is for the session that asked for it, and for nobody else: to others it does not exist.
  '/api/exports/[id]': { may: '-----', about: 'all' },
  '/api/activity': { may: 'OPB-A', about: 'list' },
  '/api/activity/count': { may: 'OPB-A', about: 'list' },
  '/api/activity/[seq]': { may: 'OPB-A', about: 'object' },
  '/api/activity/staff': { may: 'OPB-A', about: 'all' },
  '/api/activity/public-key': { may: 'OPB-A', about: 'all' },
  '/api/settings/openkit': { may: 'OPBLA', about: 'all' },
  '/api/sync/loss': { may: 'OPBLA', about: 'all' },
  '/api/sync': { may: 'OPBLA', about: 'all' },
};

/** Addresses that answer for themselves: health, metrics behind a token, next-auth's own, reports of the browser. */
export const outsideTheMatrix = ['/healthz', '/metrics', '/api/auth/[...nextauth]', '/api/csp-report'];

/**
 * Which of the test's buildings each member of staff reaches: `own` and `sibling` lie in one portfolio, `foreign` in
 * another. The portfolio manager and the auditor hold that portfolio, the others the building `own`.
 */
export const reaches = {
  owner: ['own', 'sibling', 'foreign'],
  portfolio_manager: ['own', 'sibling'],
  building_manager: ['own'],
  leasing_agent: ['own'],
  auditor: ['own', 'sibling'],
} as const;
