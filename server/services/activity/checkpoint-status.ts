import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { type Db, db } from '#server/db/pool';

const targets = ['file', 'url'] as const;
export type CheckpointTarget = (typeof targets)[number];

const key = (target: CheckpointTarget): string => `audit_checkpoint_${target}`;

/** `problem`: why the newest one was not taken; null when it was. `seq` and `at` are of the last that was. */
const stored = z.object({
  seq: z.number().nullable(),
  at: z.string().nullable(),
  problem: z.string().nullable(),
});

export type CheckpointStatus = z.infer<typeof stored> & { target: CheckpointTarget; ageSeconds: number | null };

/** Leaves word of one attempt to send a checkpoint. With several workers the last one to tell is shown. */
export async function tellDelivery(
  db: Db,
  target: CheckpointTarget,
  attempt: { seq: number; at: string; problem: string | null },
): Promise<void> {
  const { problem, seq, at } = attempt;
  const fresh = JSON.stringify(problem === null ? { seq, at, problem } : { seq: null, at: null, problem });
  const change = JSON.stringify(problem === null ? { seq, at, problem } : { problem });
  await db.execute(sql`
    insert into setting (key, value) values (${key(target)}, ${fresh}::jsonb)
    on conflict (key) do update set value = setting.value || ${change}::jsonb`);
}

/** A place that is configured no longer has no state. */
export async function forgetOtherTargets(db: Db, kept: CheckpointTarget[]): Promise<void> {
  const others = targets.filter((target) => !kept.includes(target)).map(key);
  await db.execute(sql`delete from setting where key = any(${sql.param(others)}::text[])`);
}

/** How each configured place stands with its checkpoints, in real time. */
export async function readCheckpoints(db: Db): Promise<CheckpointStatus[]> {
  const found = await db.execute<{ key: string; value: unknown; age: number | null }>(sql`
    select key, value, extract(epoch from clock_timestamp() - (value->>'at')::timestamptz)::float8 as age
    from setting where key = any(${sql.param(targets.map(key))}::text[])`);
  return targets.flatMap((target) => {
    const row = found.rows.find((candidate) => candidate.key === key(target));
    return row ? { ...stored.parse(row.value), target, ageSeconds: row.age } : [];
  });
}

/** Three were missed: no worker runs, or they do not get through. */
const overdueSeconds = 900;

/** The places that are missing checkpoints of the log. */
export async function listFailingCheckpoints(session: Session): Promise<CheckpointStatus[]> {
  await requirePermission(session, 'audit.read');
  const all = await readCheckpoints(db());
  return all.filter(
    ({ problem, ageSeconds }) => problem !== null || ageSeconds === null || ageSeconds > overdueSeconds,
  );
}
