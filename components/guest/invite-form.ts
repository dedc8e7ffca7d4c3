import { checkGrant } from '#lib/access-rules/grant-rules';
import { normalisePhone } from '#lib/access-rules/phone';
import { whyNotPassedOn } from '#lib/messages/guest-words';
import { sentenceFor } from '#lib/messages/message-for';
import type { GuestWhen, Host, HostDoor, InviteGuestInput, UnitHosts } from '#lib/schemas/guest';
import { addDays, dayOf, dayWindow, type LocalDate, parseLocalDate } from '#lib/time/day';
import { type Instant, laterOf } from '#lib/time/instant';
import { checkInvite, guestWindow } from '#lib/units/guest-rules';
import { presets as codePresets } from '@/components/day-code/day-code-form';
import type { FieldError } from '@/components/ui/field';

/** What somebody comes for. A stay is days with the app; the others are a code for one day. */
export const presets = [
  { value: 'stay', label: 'A stay', detail: 'App and doorcode, from the first to the last day.', type: 'stay' },
  ...codePresets,
] as const;
type Preset = (typeof presets)[number]['value'];

/** The form as typed. `doorIds` null = nothing was ticked or unticked yet: all that may be passed on. */
export type InviteForm = {
  tenancyId: string;
  preset: Preset;
  doorIds: string[] | null;
  from: string;
  to: string;
  day: 'today' | 'tomorrow';
  firstName: string;
  lastName: string;
  contact: string;
};

export const kindOf = ({ preset }: InviteForm) => presets.find(({ value }) => value === preset)?.type ?? 'stay';

/**
 * The household member it was opened for, else the first; for two nights, from today or from when they have their
 * doors.
 */
export function emptyInvite(tenancyId: string | undefined, unit: UnitHosts, now: Instant): InviteForm {
  const host = unit.hosts.find((one) => one.tenancyId === tenancyId) ?? unit.hosts[0];
  const from = firstWholeDay(host?.doors ?? [], unit.timeZone ?? 'UTC', now);
  return {
    tenancyId: host?.tenancyId ?? '',
    preset: 'stay',
    doorIds: null,
    from,
    to: addDays(from, 2),
    day: 'today',
    firstName: '',
    lastName: '',
    contact: '',
  };
}

/** Today, or the first day on which all of these doors are open to the host from its midnight on. */
function firstWholeDay(doors: readonly HostDoor[], zone: string, now: Instant): LocalDate {
  const opens = doors.map(({ start }) => start).reduce(laterOf, now);
  const day = dayOf(opens, zone);
  return opens === now || dayWindow(day, zone).start === opens ? day : addDays(day, 1);
}

export const hostOf = ({ tenancyId }: InviteForm, unit: UnitHosts): Host | null =>
  unit.hosts.find((host) => host.tenancyId === tenancyId) ?? null;

/** The doors the guest would get. */
export function doorsOf(form: InviteForm, host: Host | null): HostDoor[] {
  const offered = (host?.doors ?? []).filter((door) => whyNotPassedOn(door) === null);
  const { doorIds } = form;
  return doorIds === null ? offered : offered.filter(({ id }) => doorIds.includes(id));
}

function whenOf(form: InviteForm): GuestWhen {
  const kind = kindOf(form);
  return kind === 'stay' ? { kind, from: form.from, to: form.to } : { kind: 'day', passcodeType: kind, day: form.day };
}

/** Null while a day is missing or cannot be read. */
export const windowOf = (form: InviteForm, zone: string, now: Instant) =>
  form.preset === 'stay' && [form.from, form.to].some((day) => parseLocalDate(day) === null)
    ? null
    : guestWindow(whenOf(form), zone, now);

export function inviteInput(form: InviteForm, host: Host | null): Omit<InviteGuestInput, 'intentId'> {
  const contact = form.contact.trim();
  const isEmail = contact.includes('@') || kindOf(form) === 'stay';
  return {
    tenancyId: form.tenancyId,
    guest: {
      firstName: form.firstName.trim(),
      lastName: form.lastName.trim(),
      email: isEmail ? contact : '',
      phone: isEmail ? '' : contact,
    },
    doorIds: doorsOf(form, host).map(({ id }) => id),
    when: whenOf(form),
  };
}

export type InviteErrors = Partial<
  Record<'doors' | 'firstName' | 'lastName' | 'contact' | 'from' | 'when', FieldError>
>;

const fieldOf: Record<string, keyof InviteErrors> = {
  doorIds: 'doors',
  from: 'from',
  when: 'when',
  'terms.start': 'when',
  'terms.end': 'when',
  'recipient.firstName': 'firstName',
  'recipient.lastName': 'lastName',
  'recipient.email': 'contact',
  'recipient.phone': 'contact',
  'guest.firstName': 'firstName',
  'guest.lastName': 'lastName',
  'guest.email': 'contact',
  'guest.phone': 'contact',
  guest: 'contact',
};

/** Everything OpenKit would refuse and the host may not pass on, in a sentence for each field. */
export function inviteErrors(form: InviteForm, unit: UnitHosts, now: Instant): InviteErrors {
  const host = hostOf(form, unit);
  const { guest, doorIds } = inviteInput(form, host);
  const doors = doorsOf(form, host).map((door) => ({ ...door, timeZone: unit.timeZone }));
  const zone = unit.timeZone ?? 'UTC';
  const window = windowOf(form, zone, now);
  const say = (reason: string, params = {}) => sentenceFor({ code: 'invalid', params: { ...params, reason } });
  if (window === null) return { [parseLocalDate(form.from) === null ? 'from' : 'when']: say('date_invalid') };
  const kind = kindOf(form);
  const terms = {
    passcodeType: kind === 'stay' ? ('PERMANENT' as const) : kind,
    start: window.start,
    end: kind === 'stay' ? window.end : null,
    shareable: false,
    role: 'non_resident' as const,
    notify: true,
  };
  const phone = guest.phone ? (normalisePhone(guest.phone) ?? guest.phone) : null;
  const recipient = { ...guest, email: guest.email || null, phone };
  const errors: InviteErrors = {};
  const broken = [
    ...checkGrant({ recipient, terms, doors }, now),
    ...checkInvite(doorIds, host?.doors ?? [], window, zone),
  ];
  for (const { field, reason, params } of broken) {
    const place = fieldOf[field];
    if (place) errors[place] ??= say(reason, params);
  }
  return errors;
}

/** Where a refusal of the server belongs; null = nowhere of its own. */
export const inviteField = (field: string | undefined): keyof InviteErrors | null =>
  (field === undefined ? undefined : fieldOf[field]) ?? null;
