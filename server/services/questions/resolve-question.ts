import { type Area, everywhere } from '#lib/area';
import { daysOrNames } from '#lib/questions/day-or-name';
import { isProblem, type ParsedQuestion, parseQuestion } from '#lib/questions/parse-question';
import { type Moment, readWhen } from '#lib/questions/read-when';
import type { QuestionProblem } from '#lib/questions/token';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { type Db, db, type Tx } from '#server/db/pool';
import {
  type FoundDoors,
  type FoundPerson,
  findDoorsById,
  findDoorsByWords,
  findPeopleByWords,
  findPersonById,
  mostChoices,
  zonesOfPerson,
} from './find-subjects.ts';
import { mostDoors } from './list-query.ts';

/** Doors of one building, or a person: what a question can be about. */
export type Subject = { kind: 'doors'; doors: FoundDoors[] } | { kind: 'person'; person: FoundPerson };

export type Resolution =
  | { kind: 'problem'; problem: QuestionProblem }
  /** The words name something, but not in the area. */
  | { kind: 'outside'; typed: string }
  /** A word may tell the day or be part of a name: what was typed, so that it is the one, or the other. */
  | { kind: 'day_or_name'; word: string; asDay: string; asName: string }
  /** The words name several things: somebody has to choose. */
  | { kind: 'subjects'; subjects: Subject[] }
  /** The time can be read in several ways. */
  | { kind: 'moments'; subject: Subject; moments: ZonedMoment[] }
  | { kind: 'clear'; subject: Subject; moment: ZonedMoment };

type ZonedMoment = Moment & { zone: string };

type Asked = Area & { ask: string; doors: string; person: string };

/**
 * Reads a question as far as it is clear: first what in the area it is about (unless the address already says so), then
 * when.
 * Nothing is ever guessed: where two readings are possible, both come back.
 */
export async function resolveQuestion(session: Session, asked: Asked): Promise<Resolution> {
  await requirePermission(session, 'access.read');
  for (const { word, asName, asDay } of asked.doors || asked.person ? [] : daysOrNames(asked.ask)) {
    const named = await resolve(session, { ...asked, ask: asName });
    const isNothing = named.kind === 'outside' || (named.kind === 'problem' && named.problem.reason === nothingFound);
    if (!isNothing) return asDay === null ? named : { kind: 'day_or_name', word, asDay, asName };
  }
  return resolve(session, asked);
}

async function resolve(session: Session, asked: Asked): Promise<Resolution> {
  const question = parseQuestion(asked.ask);
  if (isProblem(question)) return { kind: 'problem', problem: question };
  const subjects = await meant(session, question, asked);
  const [subject] = subjects;
  if (!subject) {
    const anywhere = await meant(session, question, { ...asked, ...everywhere });
    if (anywhere.length > 0) return { kind: 'outside', typed: question.subject };
    return unreadable(nothingFound, { typed: question.subject });
  }
  // A part of the doors would be an answer that looks complete.
  const isTooMuch = subjects.some((each) => each.kind === 'doors' && countOf(each.doors) > mostDoors);
  if (subjects.length > mostChoices || isTooMuch) return unreadable('question_too_wide', { typed: question.subject });
  if (subjects.length > 1) return { kind: 'subjects', subjects };
  return readTime(session, question, subject, asked);
}

const nothingFound = 'question_nothing_found';

const unreadable = (reason: string, params: Record<string, string>): Resolution => ({
  kind: 'problem',
  problem: { reason, params },
});

/** What an address names in its area; null when it names nothing there that may be seen. */
export async function subjectOf(
  session: Session,
  asked: Omit<Asked, 'ask'>,
  source: Db | Tx = db(),
): Promise<Subject | null> {
  const { doors, person, ...area } = asked;
  if (person) {
    const found = await findPersonById(session, person, area, source);
    return found && { kind: 'person', person: found };
  }
  const found = await findDoorsById(session, doors === '' ? [] : doors.split(','), area, source);
  return found.length > 0 ? { kind: 'doors', doors: found } : null;
}

/**
 * What the address names, or what the words may mean: doors of each building, all of them together where they share a
 * zone, and people.
 */
async function meant(session: Session, { asks, subject }: ParsedQuestion, asked: Asked): Promise<Subject[]> {
  const named = asked.doors || asked.person ? await subjectOf(session, asked) : null;
  if (named) return [named];
  const [doors, people] = await Promise.all([
    asks === 'doors' ? [] : findDoorsByWords(session, subject, asked),
    asks === 'who' ? [] : findPeopleByWords(session, subject, asked),
  ]);
  const together: Subject[] = isOneQuestion(doors) ? [{ kind: 'doors', doors }] : [];
  return [
    ...doors.map((found): Subject => ({ kind: 'doors', doors: [found] })),
    ...together,
    ...people.map((person): Subject => ({ kind: 'person', person })),
  ];
}

const isOneQuestion = (doors: FoundDoors[]): boolean =>
  doors.length > 1 && new Set(doors.map(({ timeZone }) => timeZone)).size === 1 && countOf(doors) <= mostDoors;

const countOf = (doors: readonly FoundDoors[]): number => doors.reduce((sum, { doorIds }) => sum + doorIds.length, 0);

async function readTime(session: Session, question: ParsedQuestion, subject: Subject, area: Area): Promise<Resolution> {
  const at = await now();
  const zones = question.zone ? [question.zone] : await zonesOf(session, subject, area);
  const isZoneless = question.when.isNow || (question.when.days === null && question.when.times === null);
  if (zones.length === 0 && !isZoneless) return unreadable('question_zone_missing', {});
  const read = (zones.length > 0 ? zones : ['UTC']).map((zone) => ({
    zone,
    moments: readWhen(question.when, zone, at),
  }));
  const moments = read.flatMap(({ zone, moments }) =>
    Array.isArray(moments) ? moments.map((moment) => ({ ...moment, zone })) : [],
  );
  const distinct = [...new Map(moments.map((moment) => [`${moment.from}|${moment.to}`, moment])).values()];
  const [moment] = distinct;
  if (!moment) {
    const problem = read.map(({ moments }) => moments).find((moments) => !Array.isArray(moments));
    if (!problem || Array.isArray(problem)) throw new Error('A time was read as neither moments nor a problem.');
    return { kind: 'problem', problem };
  }
  return distinct.length > 1 ? { kind: 'moments', subject, moments: distinct } : { kind: 'clear', subject, moment };
}

async function zonesOf(session: Session, subject: Subject, area: Area): Promise<string[]> {
  if (subject.kind === 'person') return zonesOfPerson(session, subject.person.id, area);
  return [...new Set(subject.doors.flatMap(({ timeZone }) => (timeZone === null ? [] : [timeZone])))];
}
