import { z } from 'zod';
import { refusal } from './answers.ts';
import type { Route } from './route.ts';

const unauthorized = z.strictObject({ message: z.literal('UNAUTHORIZED') });
const failure = z.strictObject({ message: z.literal('INTERNAL_SERVER_ERROR') });
const tokenFailure = z.strictObject({ error: z.literal('internal_server_error') });

/** Every answer an endpoint may give, schema by status: its own, and what any call may meet. null: no body. */
export function declaredAnswers(route: Route): Record<number, z.ZodType | null> {
  const ofBody: Record<number, z.ZodType> = route.body ? { 413: refusal } : {};
  if (route.isPublic) return { ...ofBody, 500: tokenFailure, ...route.answers };
  return { 400: refusal, 401: unauthorized, 403: null, 404: refusal, ...ofBody, 500: failure, ...route.answers };
}
