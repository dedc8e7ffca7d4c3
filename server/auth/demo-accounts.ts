import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Role } from '#lib/permissions';
import type { Db } from '#server/db/pool';
import { building, portfolio } from '#server/db/schema/mirror';
import { staff, staffScope } from '#server/db/schema/staff';
import { settings } from '#server/settings';
import { hashPassword } from './password.ts';

export const demoPassword = 'every door in the sandbox';

export const demoAccounts: { role: Role; name: string; email: string }[] = [
  { role: 'owner', name: 'Maya Owens', email: 'maya.owner@gatehouse.example' },
  { role: 'portfolio_manager', name: 'Priya Nair', email: 'priya.portfolio@gatehouse.example' },
  { role: 'building_manager', name: 'Bruno Keller', email: 'bruno.building@gatehouse.example' },
  { role: 'leasing_agent', name: 'Lena Ortiz', email: 'lena.leasing@gatehouse.example' },
  { role: 'auditor', name: 'Arthur Webb', email: 'arthur.auditor@gatehouse.example' },
];

/** What the sign-in page may offer: the demo accounts in sandbox mode, null in live mode. */
export const offeredAccounts = () =>
  settings().mode === 'sandbox' ? { accounts: demoAccounts, password: demoPassword } : null;

/** Makes one account a role, all with `demoPassword`. Sandbox mode only; safe to repeat. */
export async function ensureDemoAccounts(db: Db): Promise<void> {
  const emails = demoAccounts.map((account) => account.email);
  const present = await db.$count(staff, inArray(staff.email, emails));
  if (present === demoAccounts.length) return;
  const passwordHash = await hashPassword(demoPassword);
  const rows = demoAccounts.map((account) => ({ ...account, passwordHash }));
  await db.insert(staff).values(rows).onConflictDoNothing({ target: staff.email });
}

/**
 * Gives demo accounts without any scope theirs: the first portfolio to its manager and the auditor, its first building
 * to the building manager and the leasing agent. Does nothing until the mirror knows a portfolio; safe to repeat.
 */
export async function ensureDemoScopes(db: Db): Promise<void> {
  const first = await firstBuilding(db);
  if (!first) return;
  const unscoped = await db
    .select({ id: staff.id, role: staff.role })
    .from(staff)
    .where(
      and(
        inArray(
          staff.email,
          demoAccounts.map((account) => account.email),
        ),
        sql`not exists (select 1 from staff_scope s where s.staff_id = staff.id)`,
      ),
    );
  const rows = unscoped
    .filter(({ role }) => role !== 'owner')
    .map(({ id, role }) => {
      const isWhole = role === 'portfolio_manager' || role === 'auditor';
      return { staffId: id, portfolioId: isWhole ? first.portfolioId : null, buildingId: isWhole ? null : first.id };
    });
  if (rows.length > 0) await db.insert(staffScope).values(rows);
}

async function firstBuilding(db: Db): Promise<{ id: string; portfolioId: string | null } | undefined> {
  const [first] = await db
    .select({ id: building.id, portfolioId: building.portfolioId })
    .from(building)
    .innerJoin(portfolio, eq(portfolio.id, building.portfolioId))
    .where(isNull(building.goneAt))
    .orderBy(asc(portfolio.name), asc(portfolio.id), asc(building.sortName), asc(building.id))
    .limit(1);
  return first;
}
