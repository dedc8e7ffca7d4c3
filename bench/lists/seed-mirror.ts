import type pg from 'pg';
import type { Instant } from '#lib/time/instant';

export type Scale = { buildings: number; doors: number; people: number; accesses: number };

/** Small and full size of the target, and one beyond it that is looked at by plan alone. */
export const scales = {
  small: { buildings: 20, doors: 6_000, people: 10_000, accesses: 60_000 },
  full: { buildings: 400, doors: 120_000, people: 200_000, accesses: 1_200_000 },
  stretch: { buildings: 1000, doors: 800_000, people: 1_000_000, accesses: 6_000_000 },
} satisfies Record<string, Scale>;

/** Every building of the seed, by number from 1: for scopes. */
export const buildingId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/**
 * Fills an empty mirror with SQL, the same each time: names that many share ("Okafor", 4 %), that all stand at the end
 * of the alphabet ("Zoe Zywicki"), rare roles, kinds and granters, people with doors in one or two buildings. Windows
 * lie before, around and after `now`. As the owner of the schema.
 */
export async function seedMirror(
  client: pg.ClientBase,
  { buildings, doors, people, accesses }: Scale,
  now: Instant,
): Promise<void> {
  const doorsEach = Math.floor(doors / buildings);
  const id = (kind: string, n: string) => `('${kind}-0000-4000-8000-' || lpad((${n})::text, 12, '0'))::uuid`;
  const some = (n: string, salt: string, of: number | string) =>
    `(abs(hashint8((${n})::bigint * 7919 + ${salt})) % ${of})`;
  await client.query(`
    insert into portfolio (id, name) select ${id('10000000', 'n')}, 'Portfolio ' || n from generate_series(1, 8) n;
    insert into building (id, portfolio_id, name, address, time_zone)
    select ${id('00000000', 'n')}, ${id('10000000', '1 + n % 8')}, 'Building ' || n,
      jsonb_build_array(n || ' Elm Street', 'Springfield'),
      (array['America/New_York', 'America/Chicago', 'Europe/Berlin'])[1 + n % 3]
    from generate_series(1, ${buildings}) n;
    insert into door (id, building_id, name, kind, accessibility, is_connected, is_activated, serial_number, battery_percent, battery_at)
    select ${id('20000000', 'n')}, ${id('00000000', `1 + n % ${buildings}`)},
      case n / ${buildings} when 0 then 'Lobby' when 1 then 'Gym' when 2 then 'Garage' else 'Apartment ' || n / ${buildings} end,
      case when ${some('n', '1', 50)} = 0 then 'elevator' else 'door' end,
      case when n / ${buildings} < 8 then 'communal' else 'private' end,
      case ${some('n', '2', 20)} when 0 then false when 1 then null else true end,
      ${some('n', '3', 40)} > 0, 'SN' || lpad(n::text, 8, '0'),
      case when ${some('n', '4', 10)} = 0 then null else ${some('n', '5', 101)} end,
      timestamptz '${now}' - ${some('n', '6', 60)} * interval '1 day'
    from generate_series(1, ${doors}) n;
    insert into person (id, first_name, last_name, email, phone)
    select ${id('30000000', 'n')}, first, last, lower(first || '.' || last || n) || '@example.com',
      case when ${some('n', '11', 3)} = 0 then '+1212' || lpad(n::text, 7, '0') end
    from (
      select n, case when ${some('n', '12', 25)} = 0 then 'Zoe' else (array['Maya','José','Anne-Marie','Liam','Noah','Olivia',
          'Emma','Ava','Sophia','Mia','Lucas','Ethan','Aiden','Chloë','Björn','Ines','Tomás','Yuki','Amara','Kofi'])[1 + ${some('n', '13', 20)}] end as first,
        case when ${some('n', '14', 25)} = 0 then 'Okafor' when ${some('n', '12', 25)} = 0 then 'Zywicki'
          else (array['O’Brien','Smith','García','Nguyen','Kowalski','Hansen','Rossi','Silva','Müller','Dubois'])[1 + ${some('n', '15', 10)}]
            || case when n % 3 = 0 then '-' || chr(65 + n % 26) || substr(md5(n::text), 1, 5) else '' end end as last
      from generate_series(1, ${people}) n) named;
  `);
  await client.query(`
    insert into access (id, person_id, person_name, person_sort, door_id, door_name, door_sort, building_id, passcode_type,
      granter_kind, granter_id, start_key, starts_at, ends_at, day, shareable, role, doorcode_status, gone_at)
    select ${id('40000000', 'n')}, p.id, p.first_name || ' ' || p.last_name, p.sort_name, d.id, d.name, d.sort_name,
      d.building_id, type, granter,
      case when granter = 'user' then ${id('30000000', `1 + ${some('n', '20', people)}`)} end, n::text, start, ends,
      case when type <> 'PERMANENT' then (start at time zone 'UTC')::date end, ${some('n', '21', 2)} = 0, role,
      case when role = 'resident' then 'resident' else 'valid' end,
      case when ${some('n', '22', 30)} = 0 then timestamptz '${now}' - interval '3 days' end
    from (
      select n, person, type, granter, start, role,
        case when type <> 'PERMANENT' then start + interval '1 day' when ${some('n', '23', 10)} < 6 then null
          else start + (30 + ${some('n', '24', 500)}) * interval '1 day' end as ends,
        -- A person's doors lie in one building, every twelfth in another one: the lobby, or one of the rest.
        1 + (person + case when ${some('n', '30', 12)} = 0 then 7 else 0 end) % ${buildings}
          + ${buildings} * case when n % 4 = 0 then 0 else 1 + ${some('n', '25', doorsEach - 1)} end as door
      from (
        select n, 1 + n % ${people} as person,
          case when ${some('n', '26', 400)} = 0 then 'DAILY_SINGLE_USE' when ${some('n', '26', 400)} < 8 then 'DAILY' else 'PERMANENT' end as type,
          case when ${some('n', '27', 50)} = 0 then 'user' when ${some('n', '27', 50)} = 1 then 'unknown' else 'partner' end as granter,
          timestamptz '${now}' + (${some('n', '28', 440)} - 400) * interval '1 day' as start,
          (array['resident','resident','resident','resident','resident','resident','non_resident','non_resident','guest','tourer'])[1 + ${some('n', '29', 10)}] as role
        from generate_series(1, ${accesses}) n) made
    ) placed
    join person p on p.id = ${id('30000000', 'person')} join door d on d.id = ${id('20000000', 'door')};
    insert into person_building (person_id, building_id, sort_name)
    select a.person_id, a.building_id, p.sort_name from (select distinct person_id, building_id from access) a
    join person p on p.id = a.person_id;
    insert into access_event (at, name, cause, access_id, person_id, door_id, building_id)
    select at, name, cause, id, person_id, door_id, building_id from (
      select starts_at as at, 'access.appeared' as name, case when granter_kind = 'user' then 'guest_share' else 'operation' end as cause, a.*
      from access a where starts_at <= '${now}'
      union all
      select gone_at, 'access.vanished', 'drift', a.* from access a where gone_at is not null
    ) happened order by at;
    insert into sweep (state, phase, started_at, finished_at, seen_counts)
    values ('complete', 'done', '${now}', '${now}', '{"buildings":0,"doors":0,"people":0,"accesses":0,"unreadable":0}');
  `);
  await client.query('vacuum (analyze)');
}
