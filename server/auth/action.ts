import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import type { z } from 'zod';
import { Refusal, type Result } from '#lib/errors';
import type { Permission } from '#lib/permissions';
import { toFailure } from './failure.ts';
import { fromHere } from './from-here.ts';
import { outOfReachRecorded } from './out-of-reach.ts';
import { requirePermission, requireProof } from './policy.ts';
import { currentSession, requestSession, type Session, type SessionStage } from './session.ts';
import { strangerRecorded } from './strangers.ts';
import { assertStrict, type InputSchema, parseStrictly } from './strict-input.ts';

type ActionSpec<S extends InputSchema, T> = {
  /** The exported name: tests compare the list of these with the build's own list of actions. */
  name: string;
  permission: Permission;
  input: S;
  /** Asks for a proof of who this is that is at most ten minutes old. */
  isSensitive?: boolean;
  /** Set for what a locked session, or one that lacks its authenticator, is there for. */
  stage?: SessionStage;
  run: (session: Session, input: z.output<S>) => Promise<T>;
};

type PublicActionSpec<S extends InputSchema, T> = {
  name: string;
  input: S;
  run: (input: z.output<S>, requestId: string) => Promise<T>;
};

/** Every server action by name, with the permission it asks for. */
export const declaredActions = new Map<string, Permission | 'public'>();

/**
 * A server action: session → permission → strict parse → `run`. Never throws what it did not expect: the answer is a
 * Result with the request id. Actions are public endpoints, callable by anyone with any input, whatever the page shows.
 */
export function action<S extends InputSchema, T>(spec: ActionSpec<S, T>) {
  const { name, permission, input, isSensitive = false, stage = 'open', run } = spec;
  declare(name, permission, input);
  const answer = async (typed: z.input<S>): Promise<Result<T>> => {
    let requestId: string = randomUUID();
    try {
      await requireOrigin();
      const session = await (stage === 'open' ? currentSession() : requestSession({ touch: true }, stage)).catch(
        strangerRecorded(name, requestId),
      );
      requestId = session.requestId;
      await requirePermission(session, permission, { operation: name, input: typed });
      if (isSensitive) requireProof(session);
      const parsed = parseStrictly(input, typed);
      const tried = { operation: name, permission, input: parsed };
      return { ok: true, value: await run(session, parsed).catch(outOfReachRecorded(session, tried)) };
    } catch (error) {
      return { ok: false, error: toFailure(error, requestId) };
    }
  };
  return async (typed: z.input<S>): Promise<Result<T>> => fromHere(() => answer(typed));
}

/**
 * Next compares the Origin of an action with its host, and lets one without pass: every browser sends it, so others
 * ask.
 */
async function requireOrigin(): Promise<void> {
  if (!(await headers()).has('origin')) throw new Refusal('refused', { params: { reason: 'origin_missing' } });
}

/** A server action for people who are not signed in: strict parse → `run`. What it may do is for `run` to prove. */
export function publicAction<S extends InputSchema, T>({ name, input, run }: PublicActionSpec<S, T>) {
  declare(name, 'public', input);
  const answer = async (typed: z.input<S>): Promise<Result<T>> => {
    const requestId = randomUUID();
    try {
      await requireOrigin();
      const value = await run(parseStrictly(input, typed), requestId).catch(strangerRecorded(name, requestId));
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: toFailure(error, requestId) };
    }
  };
  return async (typed: z.input<S>): Promise<Result<T>> => fromHere(() => answer(typed));
}

function declare(name: string, permission: Permission | 'public', input: InputSchema): void {
  assertStrict(input, name);
  declaredActions.set(name, permission);
}
