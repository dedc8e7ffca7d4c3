/**
 * Every lock that is asked for by a number alone, in one place: of two with one number, each would wait for the other.
 */
export const advisoryLocks = {
  migrations: 4_010_300,
  /** The audit log: one record after the other. */
  logChain: 4_010_301,
  /** Beside the number of a worker. */
  workerLease: 4_010_302,
  /** Operations are accepted one at a time, so that two staff members cannot ask for the same thing unseen. */
  acceptance: 4_010_303,
  token: 4_010_304,
  sweep: 4_010_305,
  /** Whoever ends some calls of an operation sees by it what others ended at the same moment. */
  finish: 4_010_306,
  /** Indexes are made one at a time: two processes would make the same one. */
  indexes: 4_010_307,
} as const;
