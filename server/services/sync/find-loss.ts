import { type SQL, sql } from 'drizzle-orm';
import type { LossKind } from '#lib/schemas/sync';
import { doorInScope, inScope, personInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { personName } from '#server/db/names';
import { seenSince } from '#server/mirror/swept-kinds';

/** For each kind of thing a sweep can miss: rows of `id`, `name` and whether this viewer may see them. */
const lost: Record<LossKind, (session: Session) => SQL> = {
  building: (session) => sql`
    select l.id, b.name, ${inScope(session, sql`b.id`)} as visible
    from sweep_loss l join building b on b.id = l.id and b.gone_at is null`,
  door: (session) => sql`
    select l.id, d.name, ${doorInScope(session, sql`d.building_id`, sql`d.id`)} as visible
    from sweep_loss l join door d on d.id = l.id and d.gone_at is null`,
  person: (session) => sql`
    select l.id, ${personName(sql`p`)} as name, ${personInScope(session, sql`p.id`)} as visible
    from sweep_loss l join person p on p.id = l.id and p.gone_at is null
      and (p.refreshed_at is null or p.refreshed_at <= l.read_at)`,
  access: (session) => sql`
    select l.id, ${personName(sql`p`)} || ' · ' || coalesce(d.name, 'Unknown door') as name,
      ${doorInScope(session, sql`a.building_id`, sql`a.door_id`)} as visible
    from sweep_loss l join access a on a.id = l.id and a.gone_at is null
    join person p on p.id = a.person_id and (p.refreshed_at is null or p.refreshed_at <= l.read_at)
    left join door d on d.id = a.door_id`,
};

/** What a sweep missed of one kind and what is still held, with `visible` for this viewer. */
export const lossOf = (session: Session, kind: LossKind, generation: number): SQL =>
  sql`${lost[kind](session)} where l.generation = ${generation} and l.kind = ${kind}
    and not ${seenSince(generation, kind === 'access' ? sql`a.person_id` : sql`l.id`)}`;
