import { expect, test } from 'vitest';
import type { LeasedDoorView, UnitView } from '#lib/schemas/unit';
import { doorsOfLease, initialMoveIn, termsOfDoor } from './move-in-form.ts';

const door = (id: string, endsOn: string | null, isShareable: boolean): LeasedDoorView => ({
  ...{ id, name: id, kind: 'door', isConnected: true, isActivated: true, isGone: false },
  ...{ endsOn, isShareable },
});
const bundle = (id: string, doors: LeasedDoorView[]): UnitView['bundles'][number] => ({
  ...{ id, name: id, kind: 'amenities', doors },
});

test('a door that several bundles bring is open, and may be shared, as any of them says', () => {
  const unit: UnitView = {
    ...{ id: 'u', name: '4B', buildingId: 'b', buildingName: 'The Alder', timeZone: 'America/New_York' },
    ...{ isArchived: false, doors: [door('Apt', null, true)], tenants: [], formerTenants: [], guests: [] },
    rules: { moveInHour: 9, moveOutHour: 17, graceDays: 0 },
    version: '1',
    bundles: [
      bundle('summer', [door('Pool', '2027-01-31', true), door('Apt', '2027-01-31', false)]),
      bundle('all year', [door('Pool', '2027-06-30', false)]),
    ],
  };
  const now = '2026-11-26T12:00:00.000Z';
  const form = { ...initialMoveIn(unit, now), leaseEnd: '2027-07-31' };
  expect(doorsOfLease(form, unit)).toEqual([door('Apt', null, true), door('Pool', '2027-06-30', true)]);
  expect(termsOfDoor('Pool', form, unit, now)).toEqual({ end: '2027-07-01T04:00:00.000Z', shareable: true });
});
