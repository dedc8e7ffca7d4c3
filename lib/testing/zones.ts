import fc from 'fast-check';

/**
 * Zones whose clocks do something worth a test: both hemispheres, half hours, midnight that does not exist, no change
 * at all.
 */
export const zones = fc.constantFrom(
  'America/New_York',
  'America/Los_Angeles',
  'America/Phoenix',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
);

/** Instants of a few years, some of them close to where a clock changes. */
export const instants = fc
  .oneof(
    fc.date({ min: new Date('2023-01-01'), max: new Date('2029-01-01'), noInvalidDate: true }),
    fc
      .tuple(
        fc.constantFrom('2026-11-01', '2027-03-14', '2027-04-30', '2026-09-06', '2027-10-03', '2026-10-04'),
        fc.integer({ min: -36 * 60, max: 60 * 60 }),
      )
      .map(([day, minutes]) => new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000)),
  )
  .map((date) => date.toISOString());

/** What clocks in a zone show, asked of the runtime alone: `2027-03-14 01:30`. */
export const wallClockOf = (instant: string, zone: string): string => clocksOf(zone)(instant);

/** The same for whoever looks at the clocks of a zone again and again. */
export function clocksOf(zone: string): (instant: string) => string {
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (instant) => {
    const parts = clock.formatToParts(Date.parse(instant));
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
    return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
  };
}
