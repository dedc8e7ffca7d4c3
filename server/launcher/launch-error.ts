/**
 * Keeps Gatehouse from starting. The message is one sentence for the operator: what is wrong, what to do, no secret.
 */
export class LaunchError extends Error {}
