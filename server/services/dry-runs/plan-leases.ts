import { randomUUID } from 'node:crypto';
import { checkGrant } from '#lib/access-rules/grant-rules';
import { fullName } from '#lib/names';
import type { LocalDate } from '#lib/time/day';
import { dayOf } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import { leaseWindow } from '#lib/units/lease-window';
import type { DryRunLease } from '#server/db/schema/dry-runs';
import type { Recipient } from '#server/db/schema/operations';
import type { NewItem } from '#server/operations/new-operation';
import type { FoundDoor } from '../doors/find-doors.ts';
import { otherTimeOf } from '../reasons/other-times.ts';
import { planChange } from '../reasons/plan-change.ts';
import type { NewReason } from '../reasons/reason-rows.ts';
import type { LeaseFacts } from '../tenancies/lease-facts.ts';
import { tasksOfMoveIn } from '../tenancies/tasks-of-move-in.ts';
import { leaseReasons } from '../tenancies/unit-doors.ts';
import { callRow, type PlannedRow, refusedRow } from './planned-row.ts';

/** Somebody who is to move into a unit, with what else their line names. */
export type Mover = {
  line: number;
  personId: string | null;
  personKey: string;
  recipient: Recipient;
  unitId: string;
  bundleIds: string[];
  /** Named beside the unit, or chosen for everybody. */
  doors: FoundDoor[];
  firstDay: LocalDate | null;
  lastDay: LocalDate | null;
  role: 'resident' | 'non_resident';
  shareable: boolean;
  notify: boolean;
};

/**
 * The calls that move somebody into the unit their line names, as a move-in would: one row a call, the person told
 * once, the lease noted with the first of them. What is wrong with the line is its only row. Pure.
 */
export function planLease(mover: Mover, facts: LeaseFacts, at: Instant): PlannedRow[] {
  const { line, personId, personKey, recipient } = mover;
  const about = { line, personId, recipient };
  const refuse = (reason: string, params: Record<string, string> = {}) => [
    refusedRow({ ...about, doors: [] }, { reason, params }),
  ];
  const unit = facts.units.get(mover.unitId);
  if (!unit) return refuse('unit_gone');
  const zone = unit.timeZone;
  if (!zone) return refuse('lease_zone_unknown');
  if (facts.tenants.has(`${unit.id}|${personKey}`)) return refuse('tenant_already');
  const window = leaseWindow({ start: mover.firstDay, end: mover.lastDay }, facts.rulesOf(unit.buildingId), zone, at);
  if (window.end !== null && window.end <= window.start) {
    return refuse(window.end <= at ? 'end_past' : 'end_before_start');
  }
  const leased = facts.doorsOf(unit, mover.bundleIds);
  const tenancyId = randomUUID();
  const byLease = leaseReasons(leased, { window, zone, tenancyId, unit });
  const isLeased = new Set(byLease.map(({ doorId }) => doorId));
  const besides = mover.doors
    .filter(({ id }) => !isLeased.has(id))
    .map((door): NewReason => {
      const { shareable, role } = mover;
      return { doorId: door.id, buildingId: door.buildingId, ...window, shareable, role, kind: 'other' };
    });
  const terms = { passcodeType: 'PERMANENT' as const, ...window, shareable: false, role: mover.role, notify: true };
  const doors = [...byLease.flatMap(({ doorId }) => facts.doors.get(doorId) ?? []), ...mover.doors];
  const [violation] = checkGrant({ recipient, terms, doors }, at);
  if (violation) return [refusedRow({ ...about, doors: [] }, violation)];
  const add = [...byLease, ...besides];
  if (personId && add.some(({ doorId }) => facts.underWay.has(`${personId}|${doorId}`))) {
    return refuse('operation_under_way', { door: unit.name });
  }
  const held = facts.heldBy(personId);
  const standing = facts.standingOf(personKey);
  const { waiting } = facts;
  const holder = { personId, personKey, recipient, held, standing, waiting };
  const planned = planChange({ ...holder, drop: [], add, notify: mover.notify, at });
  const inTheWay = otherTimeOf(planned, held);
  if (inTheWay) return refuse(inTheWay.reason, inTheWay.params);
  const name = fullName(recipient);
  const newcomer = { personId, personKey, recipient, name };
  const lease: DryRunLease = {
    tenancyId,
    unitId: unit.id,
    unitName: unit.name,
    buildingId: unit.buildingId,
    personKey,
    name,
    leaseStart: mover.firstDay ?? dayOf(at, zone),
    leaseEnd: mover.lastDay,
    tasks: tasksOfMoveIn({ unit, doors: leased, newcomer, needsKeycard: false, operationId: null }),
  };
  const noted = { lease, reasons: planned.add, personKey };
  const rows = planned.items.map((item, index) => ({
    ...callRow({
      ...about,
      action: item.action,
      terms: item.terms,
      expected: item.expected,
      doors: named(item, facts),
    }),
    ...(index === 0 ? noted : {}),
  }));
  const reason = add.length === 0 && lease.tasks.length > 0 ? 'lease_by_hand' : 'lease_alone';
  const kept = { ...about, doors: add.flatMap(({ doorId }) => placeOf(doorId, facts)) };
  return rows.length > 0 ? rows : [{ ...refusedRow(kept, { reason }), ...noted }];
}

const named = ({ doors }: NewItem, facts: LeaseFacts) => doors.flatMap(({ doorId }) => placeOf(doorId, facts));

function placeOf(doorId: string, { doors }: LeaseFacts) {
  const door = doors.get(doorId);
  return door ? [{ doorId, buildingId: door.buildingId, name: door.name, timeZone: door.timeZone }] : [];
}
