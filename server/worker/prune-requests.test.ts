import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '#server/db/pool';
import { dryRun, dryRunRow } from '#server/db/schema/dry-runs';
import { exportRequest } from '#server/db/schema/exports';
import { planOnboarding } from '#server/services/dry-runs/plan-onboarding';
import { exportLog } from '#server/services/exports/export-log';
import { type BackOffice, nextRequest, sessionAs, startBackOffice } from '../../e2e/fixtures/back-office.ts';

let office: BackOffice;

beforeAll(async () => {
  office = await startBackOffice({ people: 20 });
});
afterAll(() => office.stop());

test('the worker forgets what somebody pasted and what they asked for, once it is of no use', async () => {
  const owner = await sessionAs('owner');
  const prepare = async () => {
    const { dryRunId } = await planOnboarding(nextRequest(owner), {
      text: 'Ann,Lee,ann@example.com',
      hasHeader: false,
      columns: {
        firstName: 0,
        lastName: 1,
        email: 2,
        phone: null,
        building: null,
        place: null,
        start: null,
        end: null,
      },
      doorIds: [],
      firstDay: null,
      lastDay: null,
      role: 'resident',
      shareable: false,
      notify: false,
    });
    return { dryRunId, exportId: (await exportLog(nextRequest(owner))).id };
  };
  const old = await prepare();
  const young = await prepare();
  await db().execute(sql`update dry_run set expires_at = now() - interval '61 minutes' where id = ${old.dryRunId}`);
  await db().execute(
    sql`update export_request set created_at = now() - interval '61 minutes' where id = ${old.exportId}`,
  );
  await office.stopWorker();
  // It is the first thing a worker does, and then every 15 seconds.
  await office.startWorker();
  expect(await db().select({ id: dryRun.id }).from(dryRun)).toEqual([{ id: young.dryRunId }]);
  expect(await db().select({ id: dryRunRow.dryRunId }).from(dryRunRow)).toEqual([{ id: young.dryRunId }]);
  expect(await db().select({ id: exportRequest.id }).from(exportRequest)).toEqual([{ id: young.exportId }]);
});
