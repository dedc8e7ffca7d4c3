import type pg from 'pg';

/**
 * Makes a restored database doubt what it does not know: between the backup and now, everything still open in it may
 * have been sent, and anything may have changed. Open calls are read back before one is sent again (a worker's next
 * round wakes them), and the mirror is read anew from the first page.
 */
export async function distrustOpenWork(client: pg.Client): Promise<void> {
  await client.query(`
    update operation_item_door door set state = 'unknown', reason = null
    from operation_item item
    where item.id = door.item_id and item.state <> 'settled' and door.state in ('queued', 'sending');

    update operation_item set state = 'unknown', lease_owner = null, empty_read_backs = 0,
      due_at = clock_timestamp(), sent_at = clock_timestamp()
    where state <> 'settled';

    delete from sweep where state = 'running';

    insert into sweep (state, phase, started_at, seen_counts)
    values ('running', 'buildings', clock_timestamp(),
      '{"buildings": 0, "doors": 0, "people": 0, "accesses": 0, "unreadable": 0}');
  `);
}
