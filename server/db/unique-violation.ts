import { codeOf } from '../describe-error.ts';

/** Whether a write failed because such a row is there already. */
export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === '23505';
