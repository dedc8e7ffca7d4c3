import { sql } from 'drizzle-orm';
import { meansNames, meansOf, passcodeTypeNames } from '#lib/messages/access-words';
import { coverageText, doubtWords, mirrorStateText, momentText, originText } from '#lib/messages/question-words';
import type { AnswerRow, QuestionCoverage } from '#lib/schemas/question';
import type { Instant } from '#lib/time/instant';
import { withOffset } from '#lib/time/offset';
import { auditKey } from '#server/audit/key';
import { areaName } from '../buildings/area-name.ts';
import { findAnswers } from '../questions/find-answers.ts';
import { getCoverage } from '../questions/get-coverage.ts';
import { describeAnswers } from '../questions/list-answers.ts';
import { type AnswerFilters, countAnswersQuery, listAnswersQuery } from '../questions/list-query.ts';
import { subjectOf } from '../questions/resolve-question.ts';
import { subjectInFull } from '../questions/subject-name.ts';
import { coverageNow, type Freshness } from '../sync/coverage.ts';
import { exportedList } from './exported-list.ts';
import { filtersOf } from './found-ids.ts';

/**
 * A row of evidence: an answer, and on each line the question and what was known when it was asked. `answer` null: the
 * one line of a question that nobody answers, because that is proof as well.
 */
type Evidence = {
  id: string;
  answer: AnswerRow | null;
  question: AnswerFilters;
  /** The doors or the person it names. */
  subject: string | null;
  coverage: QuestionCoverage;
  mirror: Freshness;
  /** What the answers are limited to. */
  area: string | null;
  publicKey: string;
};
type Column = { head: string; cell: (row: Evidence) => string | null };

const of =
  (cell: (answer: AnswerRow) => string | null) =>
  ({ answer }: Evidence): string | null =>
    answer && cell(answer);
const zoneOf = ({ timeZone }: AnswerRow): string => timeZone ?? 'UTC';
const utc = (instant: Instant | null) => instant && withOffset(instant, 'UTC');

const asked: Column[] = [
  { head: 'Question', cell: ({ question }) => question.ask },
  {
    head: 'Read as',
    cell: ({ question: { from, to, zone } }) => momentText({ from, to: to === '' ? null : to }, zone || 'UTC'),
  },
  { head: 'Asked about', cell: ({ subject }) => subject },
  { head: 'Only doors of', cell: ({ area }) => area },
  { head: 'Zone of the question', cell: ({ question }) => question.zone || 'UTC' },
  { head: 'Asked at', cell: ({ coverage }) => utc(coverage.askedAt) },
  { head: 'Mirror as of', cell: ({ mirror }) => utc(mirror.asOf) },
  { head: 'State of the mirror', cell: ({ mirror }) => mirrorStateText[mirror.coverage.sweep] },
  { head: 'Last reading before began', cell: ({ coverage }) => utc(coverage.readBefore) },
  { head: 'First reading after ended', cell: ({ coverage }) => utc(coverage.readAfter) },
  { head: 'Times OpenKit could not be read', cell: ({ coverage }) => String(coverage.outages) },
  { head: 'Not confirmed here', cell: ({ coverage }) => String(coverage.unconfirmed) },
  { head: 'Not visible to us', cell: () => coverageText },
  { head: 'Public key of the log', cell: ({ publicKey }) => publicKey },
];

/**
 * The answers to one question. What `found` gives are ids with the question behind them, because rows are read by id
 * alone and the same access answers other questions differently.
 */
export const answersExport = exportedList<Evidence>({
  permission: 'access.read',
  isWhole: true,
  found: async (session, selection) => {
    const query = filtersOf(selection, listAnswersQuery);
    const question = JSON.stringify(countAnswersQuery.strip().parse(query));
    // A search among the answers is not part of the question: that it finds none proves nothing.
    const isWhole = query.q.trim() === '';
    return sql`
      with answer as materialized (${findAnswers(session, query)})
      select id from (
        select access_id || ${question}::text as id, sort_name, access_id from answer
        union all
        select ${nobody} || ${question}::text, null, null where ${isWhole} and not exists (select 1 from answer)
      ) found order by sort_name, access_id`;
  },
  read: async (tx, session, ids, at) => {
    const question = questionIn(ids[0]);
    if (!question) return [];
    const accessIds = ids.map((id) => id.slice(0, uuidLength)).filter((id) => id !== nobody);
    const answers = await describeAnswers(tx, session, question, accessIds, at);
    const coverage = await getCoverage(session, question, tx);
    const mirror = await coverageNow(tx);
    const area = await areaName(session, question, tx);
    const named = await subjectOf(session, question, tx);
    const subject = named && subjectInFull(named);
    const publicKey = auditKey().publicKeyPem.replace(/-----[A-Z ]+-----|\s/g, '');
    const found = answers.length > 0 || accessIds.length > 0 ? answers : [null];
    return found.map((answer) => ({
      id: answer?.id ?? '',
      answer,
      question,
      subject,
      coverage,
      mirror,
      area,
      publicKey,
    }));
  },
  columns: {
    personName: [{ head: 'Person', cell: ({ answer }) => answer?.personName ?? 'Nobody that we know of' }],
    doorName: [
      { head: 'Door', cell: of(({ doorName }) => doorName) },
      { head: 'Building', cell: of(({ buildingName }) => buildingName) },
    ],
    opensFrom: [
      { head: 'Opens from', cell: of((row) => withOffset(row.opensFrom, zoneOf(row))) },
      { head: 'Opens until', cell: of((row) => row.opensUntil && withOffset(row.opensUntil, zoneOf(row))) },
    ],
    cause: [
      {
        head: 'How',
        cell: of(({ passcodeType, doorcodeStatus }) => meansNames[meansOf(passcodeType, doorcodeStatus)]),
      },
      { head: 'Kind', cell: of(({ passcodeType }) => passcodeTypeNames[passcodeType]) },
      { head: 'Reason', cell: of(originText) },
      { head: 'Operation', cell: of(({ operationId }) => operationId) },
    ],
    doubts: [
      {
        head: 'Certainty',
        cell: of(({ doubts }) => doubts.map((doubt) => doubtWords[doubt].sentence).join(' ') || 'As seen'),
      },
      ...asked,
    ],
  },
});

const uuidLength = 36;
/** In the place of an access: the question has no answer. */
const nobody = '-'.repeat(uuidLength);

function questionIn(id: string | undefined): AnswerFilters | null {
  return id === undefined ? null : countAnswersQuery.parse(JSON.parse(id.slice(uuidLength)));
}
