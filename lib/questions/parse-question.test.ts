import { expect, test } from 'vitest';
import { looksLikeQuestion } from './looks-like-question.ts';
import { parseQuestion } from './parse-question.ts';

const monday = 0;
const tuesday = 1;
const at = (from: number, to: number | null = null) => ({ from, to });
const weekday = (day: number, which = 'any') => ({ kind: 'weekday', weekday: day, which });
const near = (daysAhead: number) => ({ kind: 'near', daysAhead });
const december = (day: number, year: number | null = null) => ({ kind: 'date', dates: [{ year, month: 12, day }] });

test.each([
  ['gym tue 3pm', { asks: 'either', subject: 'gym', when: { days: { day: weekday(tuesday) }, times: [at(900)] } }],
  ['gym tue 3 pm', { subject: 'gym', when: { times: [at(900)] } }],
  ['who 4B yesterday 22:00', { asks: 'who', subject: '4B', when: { days: { day: near(-1) }, times: [at(1320)] } }],
  ['Who could open the Gym on Tuesday at 15:00?', { asks: 'who', subject: 'Gym', when: { times: [at(900)] } }],
  ['gym next tue 15:00-17:00', { when: { days: { day: weekday(tuesday, 'next') }, times: [at(900, 1020)] } }],
  ['gym next tue 15:00–17:00', { when: { times: [at(900, 1020)] } }],
  [
    'which doors noor tomorrow',
    { asks: 'doors', subject: 'noor', when: { days: { day: near(1), through: null }, times: null } },
  ],
  ['lobby mon 3-5pm', { when: { days: { day: weekday(monday) }, times: [at(900, 1020)] } }],
  ['lobby 11-1pm', { when: { times: [at(660, 780)] } }],
  ['lobby from 10 to 2', { when: { times: [at(600, 840), at(1320, 120)] } }],
  ['lobby between 3pm and 5pm today', { subject: 'lobby', when: { days: { day: near(0) }, times: [at(900, 1020)] } }],
  ['lobby 22:00-2am', { when: { times: [at(1320, 120)] } }],
  ['lobby 10:00-23:00', { when: { times: [at(600, 1380)] } }],
  ['lobby 18:00-7:00', { when: { times: [at(1080, 420)] } }],
  ['lobby 3-17:00', { when: { times: [at(180, 1020)] } }],
  ['lobby today at 3', { when: { times: [at(180), at(900)] } }],
  ['lobby today 3:00', { when: { times: [at(180), at(900)] } }],
  ['lobby today 03:00', { when: { times: [at(180)] } }],
  ['lobby noon', { when: { times: [at(720)] } }],
  ['lobby 18:00-midnight', { when: { times: [at(1080, 1440)] } }],
  ['gym 2026-11-24T15:00', { when: { days: { day: { kind: 'date' } }, times: [at(900)] } }],
  ['gym 24 nov 2026', { when: { days: { day: { dates: [{ year: 2026, month: 11, day: 24 }] } } } }],
  [
    'unit 12 nov 24 2026',
    { subject: 'unit 12', when: { days: { day: { dates: [{ year: 2026, month: 11, day: 24 }] } } } },
  ],
  ['gym nov 24', { when: { days: { day: { dates: [{ year: null, month: 11, day: 24 }] } } } }],
  [
    'gym 3/4/2027',
    {
      when: {
        days: {
          day: {
            dates: [
              { month: 4, day: 3 },
              { month: 3, day: 4 },
            ],
          },
        },
      },
    },
  ],
  ['gym 25/12/2026', { when: { days: { day: { dates: [{ month: 12, day: 25 }] } } } }],
  ['gym tue 3pm in America/New_York', { subject: 'gym', zone: 'America/New_York' }],
  ['gym tue 3pm america/new_york', { zone: 'America/New_York' }],
  ['gym now', { subject: 'gym', when: { isNow: true, days: null, times: null } }],
  ['gym mon to tue', { subject: 'gym', when: { days: { day: weekday(monday), through: weekday(tuesday) } } }],
  ['gym between mon and tue', { subject: 'gym', when: { days: { through: weekday(tuesday) } } }],
  ['gym mon and tue', { subject: 'gym mon and', when: { days: { day: weekday(tuesday), through: null } } }],
  ['gym from 24 nov 2026 until 3 dec 2026', { subject: 'gym', when: { days: { through: { kind: 'date' } } } }],
  ['gym from mon 3pm to 5pm', { subject: 'gym', when: { days: { day: weekday(monday) }, times: [at(900, 1020)] } }],
  [
    'gym between mon 18:00 and tue 9:00',
    { subject: 'gym', when: { days: { day: weekday(monday), through: weekday(tuesday) }, times: [at(1080, 540)] } },
  ],
  [
    'gym mon 18:00 to tue 9:00',
    { subject: 'gym', when: { days: { through: weekday(tuesday) }, times: [at(1080, 540)] } },
  ],
  ['gym 6pm mon - 9am on tue', { subject: 'gym', when: { days: { day: weekday(monday) }, times: [at(1080, 540)] } }],
  ['gym mon at 3 until tue 4pm', { subject: 'gym', when: { times: [at(180, 960), at(900, 960)] } }],
  ['gym mon 3pm to tue midnight', { when: { times: [at(900, 0), at(900, 1440)] } }],
  ['gym mon 15:00 to tue 24:00', { when: { times: [at(900, 1440)] } }],
  ['gym 2026-11-24T22:00 to 2026-11-26T06:00', { subject: 'gym', when: { times: [at(1320, 360)] } }],
  ['gym mon 18:00 and tue 9:00 UTC', { subject: 'gym mon 18:00 and', when: { days: { through: null } } }],
  ['gym mon 18:00 to tue 9:00 today 3pm', { subject: 'gym mon 18:00 to tue 9:00', when: { times: [at(900)] } }],
  ['gym mon-tue', { subject: 'gym', when: { days: { day: weekday(monday), through: weekday(tuesday) }, times: null } }],
  ['gym Mon–Tue', { subject: 'gym', when: { days: { through: weekday(tuesday) } } }],
  ['gym mon -tue', { subject: 'gym', when: { days: { through: weekday(tuesday) } } }],
  ['gym next mon-tue', { subject: 'gym', when: { days: { day: weekday(monday, 'next'), through: weekday(tuesday) } } }],
  ['gym 3-5 dec', { subject: 'gym', when: { days: { day: december(3), through: december(5) } } }],
  ['gym 3-5 dec 2026', { subject: 'gym', when: { days: { day: december(3, 2026), through: december(5, 2026) } } }],
  ['gym 3 to 5 dec', { subject: 'gym', when: { days: { day: december(3), through: december(5) } } }],
  ['gym between 3rd and 5th dec', { subject: 'gym', when: { days: { day: december(3), through: december(5) } } }],
  ['gym dec 3-5', { subject: 'gym', when: { days: { day: december(3), through: december(5) } } }],
  ['gym dec 3-5 2026', { subject: 'gym', when: { days: { day: december(3, 2026), through: december(5, 2026) } } }],
  ['gym dec 3-5 dec', { subject: 'gym', when: { days: { day: december(3), through: december(5) } } }],
  ['gym 2026-12-03-2026-12-05', { subject: 'gym', when: { days: { through: december(5, 2026) } } }],
  [
    'gym 1/12-3/12',
    {
      subject: 'gym',
      when: {
        days: {
          day: { dates: [december(1).dates[0], { year: null, month: 1, day: 12 }] },
          through: { dates: [december(3).dates[0], { year: null, month: 3, day: 12 }] },
        },
      },
    },
  ],
  ['gym mon 18:00-tue 9:00', { subject: 'gym', when: { days: { through: weekday(tuesday) }, times: [at(1080, 540)] } }],
  ['gym tue 15:00 -17:00', { subject: 'gym', when: { days: { day: weekday(tuesday) }, times: [at(900, 1020)] } }],
  ['gym 12 nov 3 pm', { subject: 'gym', when: { days: { day: { kind: 'date' } }, times: [at(900)] } }],
  ['storage 3-5 tue', { subject: 'storage 3-5', when: { days: { day: weekday(tuesday), through: null } } }],
  ['x-ray mon', { subject: 'x-ray', when: { days: { day: weekday(monday), through: null } } }],
  ['sun room tue 3pm', { subject: 'sun room', when: { days: { day: weekday(tuesday) } } }],
  ['storage 3-5', { subject: 'storage 3-5', when: { times: null } }],
  ['will smith today', { asks: 'either', subject: 'will smith' }],
  ['which doors will smith open now', { asks: 'doors', subject: 'smith' }],
  ['which doors may today', { asks: 'doors', subject: 'may' }],
  ['which doors may 24 noor', { asks: 'doors', subject: 'noor', when: { days: { day: { kind: 'date' } } } }],
  ['doors of may lee', { asks: 'doors', subject: 'may lee' }],
  ['which doors can will smith open', { asks: 'doors', subject: 'will smith' }],
  ['who will open the gym tomorrow', { asks: 'who', subject: 'gym' }],
  ['who may open the gym tomorrow', { asks: 'who', subject: 'gym' }],
  ['which doors may noor open tomorrow', { asks: 'doors', subject: 'noor' }],
])('%s', (text, meaning) => {
  expect(parseQuestion(text)).toMatchObject(meaning);
});

test.each([
  ['gym tue 25:00', 'time_impossible', '25:00'],
  ['gym tue 13pm', 'time_impossible', '13pm'],
  ['gym tue 15:75', 'time_impossible', '15:75'],
  ['gym tue 3pm EST', 'zone_no_place', 'EST'],
  ['gym tue 3pm UTC+2', 'zone_no_place', 'UTC+2'],
  ['gym tue 3pm Mars/Phobos', 'zone_unknown', 'Mars/Phobos'],
])('%s cannot be answered as it stands', (text, reason, typed) => {
  expect(parseQuestion(text)).toEqual({ reason, params: { typed } });
});

test.each([
  ['gym now tue 3pm', { reason: 'question_times_differ', params: { typed: 'now tue 3pm' } }],
  ['gym yesterday now', { reason: 'question_times_differ', params: { typed: 'yesterday now' } }],
  ['gym 3pm now', { reason: 'question_times_differ', params: { typed: '3pm now' } }],
  ['gym mon to tue 3pm', { reason: 'question_time_of_days', params: { typed: 'mon to tue 3pm' } }],
  ['gym mon to tue 9:00-17:00', { reason: 'question_time_of_days' }],
  ['gym mon 18:00 to tue 9:00 now', { reason: 'question_times_differ' }],
  ['gym mon 18:00 to tue 25:00', { reason: 'time_impossible', params: { typed: 'mon 18:00 to tue 25:00' } }],
  ['gym mon-tue 9:00-17:00', { reason: 'question_time_of_days' }],
  ['unit 12 nov 24', { reason: 'question_day_unclear', params: { typed: '12 nov 24' } }],
  ['gym today 3', { reason: 'question_number_unclear', params: { typed: 'today 3' } }],
  ['gym tue 24', { reason: 'question_number_unclear', params: { typed: 'tue 24' } }],
  ['gym next tue 3 UTC', { reason: 'question_number_unclear', params: { typed: 'next tue 3 UTC' } }],
  ['gym tue UTC 3', { reason: 'question_number_unclear', params: { typed: 'tue UTC 3' } }],
  ['gym today now 3', { subject: 'gym 3', when: { isNow: true } }],
  ['gym mon to fri 3', { reason: 'question_number_unclear', params: { typed: 'mon to fri 3' } }],
  ['gym 24 nov 2026 3', { reason: 'question_number_unclear', params: { typed: '24 nov 2026 3' } }],
  ['gym today 3 15:00', { subject: 'gym 3', when: { times: [at(900)] } }],
  ['today 3 gym', { reason: 'question_number_unclear', params: { typed: 'today 3' } }],
  ['gym 3 today', { subject: 'gym 3', when: { days: { day: near(0) } } }],
  ['gym today 3 pm', { subject: 'gym', when: { times: [at(900)] } }],
  ['today 301', { subject: '301', when: { days: { day: near(0) } } }],
  ['storage 3-5 dec 4', { reason: 'question_day_unclear', params: { typed: '3-5 dec 4' } }],
  ['gym today to fri now', { reason: 'question_times_differ' }],
  ['gym today now', { subject: 'gym', when: { isNow: true } }],
  [
    'gym tue 3pm America/New_York Europe/London',
    { reason: 'question_zones_differ', params: { one: 'America/New_York', other: 'Europe/London' } },
  ],
  ['gym tue 3pm UTC utc', { subject: 'gym', zone: 'UTC' }],
])('%s: what contradicts itself is told, not guessed', (text, meaning) => {
  expect(parseQuestion(text)).toMatchObject(meaning);
});

test('a question about nothing says so', () => {
  expect(parseQuestion('who tomorrow at 3pm')).toMatchObject({ reason: 'question_subject_missing' });
});

test.each([
  ['gym tue 3pm', true],
  ['who 4B', true],
  ['which doors noor', true],
  ['gym now', true],
  ['gym now tue', true],
  ['gym 30 feb 2027', true],
  ['gym tue 25:00', true],
  ['noor hassan', false],
  ['4B', false],
  ['tue 3pm', false],
  ['', false],
])('%s looks like a question: %s', (text, expected) => {
  expect(looksLikeQuestion(text)).toBe(expected);
});
