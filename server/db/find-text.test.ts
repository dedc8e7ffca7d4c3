import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { withClient } from '#server/launcher/database';
import { appRole } from '#server/launcher/embedded-postgres/connect';
import { migrate } from '#server/launcher/migrate';
import { createBlankDatabase } from '../../e2e/fixtures/database.ts';

test('numbers that were kept with marks are found without them; rows of others are not written', async () => {
  const { ownerUrl, drop } = await createBlankDatabase();
  await migrate(ownerUrl, appRole, '0037_people_counted_by_building');
  await withClient(ownerUrl, async (client) => {
    await client.query(`
      insert into person (id, first_name, last_name, email, phone) values
        (gen_random_uuid(), 'Ann', 'Lee', 'ann-lee@example.com', '+1-111-111-1111'),
        (gen_random_uuid(), 'Bo', 'Lee', 'bo.lee@example.com', '+12125550123')`);
    await client.query(
      `insert into door (id, building_id, name, kind, is_activated, serial_number)
       values (gen_random_uuid(), $1, 'Gate', 'door', true, 'SN-0001')`,
      [randomUUID()],
    );
    const people = async () =>
      (await client.query('select search_text as text, xmin::text from person order by sort_name')).rows;
    const [, before] = await people();
    await migrate(ownerUrl, appRole);
    expect(await people()).toEqual([
      { text: 'ann lee ann lee example com 1 111 111 1111 11111111111', xmin: expect.not.stringMatching(before.xmin) },
      before,
    ]);
    const doors = await client.query('select search_text as text from door');
    expect(doors.rows).toEqual([{ text: 'gate sn 0001 sn0001' }]);
  });
  await drop();
});
