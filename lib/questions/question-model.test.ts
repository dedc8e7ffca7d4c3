import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clocksOf, instants, zones } from '../testing/zones.ts';
import { dayWindow } from '../time/day.ts';
import { isProblem, parseQuestion } from './parse-question.ts';
import { readWhen } from './read-when.ts';

/** What was typed, and what it means on a calendar that lies on the table: days as printed, `now` among them. */
type DayPhrase = { typed: string; means: (calendar: readonly string[], today: number) => (string | undefined)[] };
/** What was typed, and the clocks it means; `to` null = a moment. */
type TimePhrase = { typed: string; means: { from: string; to: string | null }[] };

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const monthNames = 'January February March April May June July August September October November December'.split(' ');

/** A day's name as a printed calendar has it. */
const names = new Intl.DateTimeFormat('en', { timeZone: 'UTC', weekday: 'long' });
const nameOf = (day: string) => names.format(Date.parse(`${day}T12:00:00Z`));

/** The Monday at or before a day, found by turning pages. */
const weekBegins = (calendar: readonly string[], at: number): number =>
  calendar.findLastIndex((day, place) => place <= at && nameOf(day) === 'Monday');

const cased = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.toLowerCase(),
  (text: string) => text.toUpperCase(),
);

const nearDays = fc.constantFrom(['yesterday', -1], ['today', 0], ['tomorrow', 1] as const).map(
  ([typed, ahead]): DayPhrase => ({
    typed: String(typed),
    means: (calendar, today) => [calendar[today + Number(ahead)]],
  }),
);

const weekdays = fc
  .tuple(fc.constantFrom('', 'on ', 'this ', 'next ', 'last '), fc.constantFrom(...weekdayNames), fc.boolean(), cased)
  .map(
    ([which, name, isShort, inCase]): DayPhrase => ({
      typed: inCase(`${which}${isShort ? name.slice(0, 3) : name}`),
      means: (calendar, today) => {
        const before = calendar.findLast((day, at) => at < today && nameOf(day) === name);
        const after = calendar.find((day, at) => at > today && nameOf(day) === name);
        const inWeek = (monday: number) => calendar.slice(monday, monday + 7).find((day) => nameOf(day) === name);
        const monday = weekBegins(calendar, today);
        const isToday = nameOf(calendar[today] ?? '') === name;
        if (which === 'this ') return [inWeek(monday)];
        if (which === 'next ') return [after, inWeek(monday + 7)];
        if (which === 'last ') return [before, inWeek(monday - 7)];
        return isToday ? [calendar[today]] : [before, after];
      },
    }),
  );

const dates = fc
  .tuple(
    fc.integer({ min: -40, max: 40 }),
    fc.constantFrom('iso', 'long', 'long th', 'us', 'slashed', 'no year'),
    cased,
  )
  .map(([ahead, style, inCase]) => (calendar: readonly string[], today: number): DayPhrase => {
    const day = calendar[today + ahead] ?? '';
    const [year, month, date] = day.split('-').map(Number) as [number, number, number];
    const monthName = monthNames[month - 1] ?? '';
    const ending = ['th', 'st', 'nd', 'rd'][date % 10 > 3 || Math.floor(date / 10) === 1 ? 0 : date % 10];
    const written: Record<string, string> = {
      iso: day,
      long: `${date} ${monthName} ${year}`,
      'long th': `${date}${ending} ${monthName.slice(0, 3)} ${year}`,
      us: `${monthName} ${date} ${year}`,
      slashed: `${date}/${month}/${year}`,
      'no year': `${date} ${monthName}`,
    };
    const isSameDate = (other: string) => other.slice(5) === day.slice(5);
    const turned = calendar.find((other) => other === `${year}-${two(date)}-${two(month)}`);
    const nearest = [
      calendar.findLast((other, at) => at < today && isSameDate(other)),
      calendar.find((other, at) => at > today && isSameDate(other)),
    ];
    const several: Record<string, DayPhrase['means']> = {
      slashed: () => (date <= 12 ? [day, turned] : [day]),
      'no year': () => (ahead === 0 ? [day] : nearest),
    };
    return { typed: inCase(written[style] ?? ''), means: several[style] ?? (() => [day]) };
  });

const two = (number: number) => String(number).padStart(2, '0');
const clock = (hour: number, minute: number) => `${two(hour)}:${two(minute)}`;
const onClock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45));
/** `3pm`, `3:15 PM`, `15:15`: a time that can mean one thing only. */
const spoken = ([hour, minute]: [number, number], isTwelve: boolean, space: string) => {
  const minutes = minute === 0 ? '' : `:${two(minute)}`;
  return isTwelve ? `${hour % 12 || 12}${minutes}${space}${hour < 12 ? 'am' : 'pm'}` : clock(hour, minute);
};

const moments = fc
  .tuple(onClock, fc.boolean(), fc.constantFrom('', 'at '), fc.constantFrom('', ' '))
  .map(([time, isTwelve, lead, space]): TimePhrase => {
    // `10:00` alone may be either half of the day.
    const isSpoken = isTwelve || time[0] === 10 || time[0] === 11;
    return { typed: `${lead}${spoken(time, isSpoken, space)}`, means: [{ from: clock(...time), to: null }] };
  });

/** `at 3`, `3:15`: nobody said which half of the day. */
const halves = fc
  .tuple(fc.integer({ min: 1, max: 11 }), fc.constantFrom(0, 15, 30, 45))
  .map(([hour, minute]): TimePhrase => {
    const typed = minute === 0 ? `at ${hour}` : `${hour}:${two(minute)}`;
    return { typed, means: [hour, hour + 12].map((one) => ({ from: clock(one, minute), to: null })) };
  });

const spans = fc
  .tuple(onClock, onClock, fc.boolean(), fc.constantFrom('-', '–', ' to ', ' until ', 'from', 'between'))
  .map(([from, to, isTwelve, joint]): TimePhrase => {
    // One end after noon, or in the hour of midnight, says that the other is on a clock of 24 hours too.
    const isClear = [from[0], to[0]].some((hour) => hour === 0 || hour > 12);
    const [start, end] = [from, to].map((time) => spoken(time, isTwelve || !isClear, ''));
    const led: Record<string, string> = {
      from: `from ${start} to ${end}`,
      between: `between ${start} and ${end}`,
    };
    return { typed: led[joint] ?? `${start}${joint}${end}`, means: [{ from: clock(...from), to: clock(...to) }] };
  });

const noTime = fc.constant<TimePhrase | null>(null);
const times = fc.oneof(moments, halves, spans, noTime);
const days = fc.oneof(
  nearDays.map((phrase) => () => phrase),
  weekdays.map((phrase) => () => phrase),
  dates,
);
const subjects = fc.constantFrom('gym', '4B', 'laundry room', 'Noor Hassan', 'unit 12', 'storage 3-5');
const leads = fc.constantFrom(
  ['', 'either'],
  ['who ', 'who'],
  ['Who could open the ', 'who'],
  ['which doors ', 'doors'],
  ['doors of ', 'doors'],
);

type Reading = { from: string; to: string | null };
const stepMs = 15 * 60_000;

/**
 * What clocks in the zone show every quarter of an hour around a day: every change of clocks here is whole quarters.
 */
function shownAround(day: string, zone: string): { instant: string; shown: string }[] {
  const show = clocksOf(zone);
  const first = Date.parse(`${day}T00:00:00Z`) - 86_400_000;
  return Array.from({ length: 4 * 96 }, (_, at) => new Date(first + at * stepMs).toISOString()).map((instant) => ({
    instant,
    shown: show(instant),
  }));
}

/** Looks at the clock through the whole day and writes down when it shows what was asked for. */
function watched(day: string, nextDay: string, time: Reading | null, zone: string): Reading[] {
  const all = shownAround(day, zone);
  if (time !== null && time.to === null) {
    const found = all.filter(({ shown }) => shown === `${day} ${time.from}`);
    return found.map(({ instant }) => ({ from: instant, to: null }));
  }
  const [from, to] = time === null ? ['00:00', '00:00'] : [time.from, time.to ?? ''];
  const end = to <= from ? `${nextDay} ${to}` : `${day} ${to}`;
  const during = all.filter(({ shown }) => `${day} ${from}` <= shown && shown < end);
  const [first, last] = [during[0], during.at(-1)];
  return first && last ? [{ from: first.instant, to: new Date(Date.parse(last.instant) + stepMs).toISOString() }] : [];
}

/** Printed calendars around what the clock shows now, as far as the leap days on either side. */
function calendarAround(now: string, zone: string): { calendar: string[]; today: number } {
  const today = clocksOf(zone)(now).slice(0, 10);
  const noon = Date.parse(`${today}T12:00:00Z`);
  const around = 3000;
  const calendar = Array.from({ length: 2 * around + 1 }, (_, at) =>
    new Date(noon + (at - around) * 86_400_000).toISOString().slice(0, 10),
  );
  return { calendar, today: around };
}

/** How a span is joined, and what stands before it. */
const joints = fc.constantFrom(
  ...([
    [' to ', ''],
    [' - ', ''],
    ['-', ''],
    ['–', ''],
    ['- ', ''],
    [' -', ''],
    [' until ', 'from '],
    [' and ', 'between '],
  ] as const),
);

test('days from one to another are those a calendar has from the one through the other', () => {
  fc.assert(
    fc.property(
      fc.record({ now: instants, zone: zones, first: days, last: days }),
      joints,
      ({ now, zone, first, last }, [joint, lead]) => {
        const { calendar, today } = calendarAround(now, zone);
        const [one, other] = [first(calendar, today), last(calendar, today)];
        const [start, end] = [one, other].map(({ typed }) => typed.replace(/^on /i, ''));
        const question = parseQuestion(`who gym ${lead}${start}${joint}${end}`);
        if (isProblem(question)) throw new Error(`${start}${joint}${end}: ${question.reason}`);
        expect(question.subject).toBe('gym');
        const placesOf = (phrase: DayPhrase) =>
          [...new Set(phrase.means(calendar, today))].flatMap((day) => (day ? [calendar.indexOf(day)] : []));
        const hasYear = /\d{4}/.test(other.typed);
        const model = placesOf(one).flatMap((from) =>
          placesOf(other)
            .filter((to) => from <= to && (hasYear || to - from < 365))
            .map((to) => ({
              from: dayWindow(calendar[from] ?? '', zone).start,
              to: dayWindow(calendar[to] ?? '', zone).end,
            })),
        );
        const read = readWhen(question.when, zone, now);
        if (model.length === 0) expect(read).toMatchObject({ reason: 'question_time_missing' });
        else expect(read).toEqual(expect.arrayContaining(model));
        expect(Array.isArray(read) ? read.length : 0).toBe(new Set(model.map((each) => JSON.stringify(each))).size);
      },
    ),
    { numRuns: 100 },
  );
}, 60_000);

/** Looks at the clock around both days: from when it has reached the one time until it has reached the other. */
function watchedAcross(first: string, from: string, last: string, to: string, zone: string): Reading[] {
  const start = shownAround(first, zone).find(({ shown }) => shown >= `${first} ${from}`)?.instant ?? '';
  const before = shownAround(last, zone).findLast(({ shown }) => shown < `${last} ${to}`)?.instant ?? '';
  const end = new Date(Date.parse(before) + stepMs).toISOString();
  return start < end ? [{ from: start, to: end }] : [];
}

test('from a time of one day to a time of another is what the clock shows between them', () => {
  fc.assert(
    fc.property(
      fc.record({ now: instants, zone: zones, first: days, last: days, from: moments, to: moments }),
      fc.tuple(fc.boolean(), fc.boolean()),
      joints,
      ({ now, zone, first, last, from, to }, [isTimeFirst, isTimeFirstAgain], [joint, lead]) => {
        const { calendar, today } = calendarAround(now, zone);
        const [one, other] = [first(calendar, today), last(calendar, today)];
        const ends = [
          isTimeFirst ? `${from.typed} ${one.typed}` : `${one.typed} ${from.typed}`,
          isTimeFirstAgain ? `${to.typed} ${other.typed}` : `${other.typed} ${to.typed}`,
        ];
        const text = `who gym ${lead}${ends.join(joint)}`;
        const question = parseQuestion(text);
        if (isProblem(question)) throw new Error(`${text}: ${question.reason}`);
        expect(question.subject).toBe('gym');
        const placesOf = (phrase: DayPhrase) =>
          [...new Set(phrase.means(calendar, today))].flatMap((day) => (day ? [calendar.indexOf(day)] : []));
        const hasYear = /\d{4}/.test(other.typed);
        const model = placesOf(one).flatMap((start) =>
          placesOf(other)
            .filter((end) => start <= end && (hasYear || end - start < 365))
            .flatMap((end) => {
              const [day, through] = [calendar[start] ?? '', calendar[end] ?? ''];
              return watchedAcross(day, from.means[0]?.from ?? '', through, to.means[0]?.from ?? '', zone);
            }),
        );
        const read = readWhen(question.when, zone, now);
        if (model.length === 0) expect(read).toMatchObject({ reason: 'question_time_missing' });
        else expect(read).toEqual(expect.arrayContaining(model));
        expect(Array.isArray(read) ? read.length : 0).toBe(new Set(model.map((each) => JSON.stringify(each))).size);
      },
    ),
    { numRuns: 100 },
  );
}, 60_000);

test('days of one month share its name: `3-5 dec` is what `3 dec to 5 dec` is', () => {
  fc.assert(
    fc.property(
      fc.record({
        now: instants,
        zone: zones,
        month: fc.constantFrom(...monthNames),
        year: fc.option(fc.integer({ min: 2025, max: 2028 })),
      }),
      fc.tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 31 })),
      fc.tuple(joints, fc.boolean(), cased),
      ({ now, zone, month, year }, [from, to], [[joint, lead], isMonthFirst, inCase]) => {
        const name = inCase(month.slice(0, 3));
        const days = `${from}${joint}${to}`;
        const ofYear = year === null ? '' : ` ${year}`;
        const readingsOf = (text: string) => {
          const question = parseQuestion(text);
          if (isProblem(question)) throw new Error(`${text}: ${question.reason}`);
          expect(question.subject).toBe('gym');
          const read = readWhen(question.when, zone, now);
          return Array.isArray(read) ? read : read.reason;
        };
        const short = isMonthFirst ? `${lead}${name} ${days}` : `${lead}${days} ${name}`;
        expect(readingsOf(`who gym ${short}${ofYear}`)).toEqual(
          readingsOf(`who gym from ${from} ${name}${ofYear} to ${to} ${name}${ofYear}`),
        );
      },
    ),
    { numRuns: 200 },
  );
});

test('a number right after the day is a time or part of a name: never guessed, clear before the day or with am or pm', () => {
  fc.assert(
    fc.property(
      fc.record({ now: instants, zone: zones, lead: leads, subject: subjects, day: days }),
      fc.integer({ min: 0, max: 99 }),
      fc.constantFrom('', '?'),
      ({ now, zone, lead, subject, day }, number, end) => {
        const { calendar, today } = calendarAround(now, zone);
        const { typed } = day(calendar, today);
        const unclear = parseQuestion(`${lead[0]}${subject} ${typed} ${number}${end}`);
        expect(isProblem(unclear) && unclear.reason).toMatch(/^question_(number|day)_unclear$/);
        expect(parseQuestion(`${lead[0]}${subject} ${typed} ${(number % 12) + 1}pm`)).toMatchObject({ subject });
        if (/^\w+day/i.test(typed)) {
          expect(parseQuestion(`${lead[0]}${subject} ${number} ${typed}`)).toMatchObject({
            subject: `${subject} ${number}`,
          });
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('a question means what somebody with a calendar and a clock of that zone makes of it', () => {
  fc.assert(
    fc.property(
      fc.record({ now: instants, zone: zones, lead: leads, subject: subjects, day: days, time: times }),
      fc.boolean(),
      fc.constantFrom('', ' in ', ' '),
      fc.constantFrom('', '?'),
      ({ now, zone, lead, subject, day, time }, isTimeFirst, inZone, end) => {
        const { calendar, today } = calendarAround(now, zone);
        const { typed, means } = day(calendar, today);
        const when = isTimeFirst && time ? `${time.typed} ${typed}` : [typed, time?.typed].filter(Boolean).join(' ');
        const text = `${lead[0]}${subject} ${when}${inZone && inZone + zone}${end}`;
        const question = parseQuestion(text);
        if (isProblem(question)) throw new Error(`${text}: ${question.reason}`);
        expect(question).toMatchObject({ asks: lead[1], subject, zone: inZone === '' ? null : zone });
        const meant = [...new Set(means(calendar, today))].filter((one) => one !== undefined);
        const model = meant.flatMap((one) =>
          (time?.means ?? [null]).flatMap((clocks) =>
            watched(one, calendar[calendar.indexOf(one) + 1] ?? '', clocks, zone),
          ),
        );
        const read = readWhen(question.when, zone, now);
        const byTime = (a: Reading, b: Reading) => (a.from < b.from ? -1 : 1);
        if (model.length === 0) expect(read).toMatchObject({ reason: 'time_skipped' });
        else expect(read).toEqual(model.toSorted(byTime));
      },
    ),
    { numRuns: 400 },
  );
}, 60_000);
