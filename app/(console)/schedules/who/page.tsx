import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { everywhere } from '#lib/area';
import { pageSize } from '#lib/page';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { areaName } from '#server/services/buildings/area-name';
import { addressProblem } from '#server/services/questions/address-problem';
import { getCoverage } from '#server/services/questions/get-coverage';
import { countAnswers, listAnswers } from '#server/services/questions/list-answers';
import { resolveQuestion, type Subject, subjectOf } from '#server/services/questions/resolve-question';
import { subjectName } from '#server/services/questions/subject-name';
import { IgnoredParams } from '@/components/data-table/ignored-params';
import { startOver } from '../../_components/refusals.ts';
import { SchedulesHeader } from '../_components/schedules-header.tsx';
import { Answers } from './_components/answers.tsx';
import { AskForm } from './_components/ask-form.tsx';
import { Choices } from './_components/choices.tsx';
import { Examples } from './_components/examples.tsx';
import { whoParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Who can open' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function WhoPage({ searchParams }: Props) {
  const session = await pageSession('access.read');
  const { values, problems } = parseSearch(whoParams, toUrlSearch(await searchParams));
  const addressOf = (patch: Partial<typeof values>) =>
    `/schedules/who${searchString(whoParams, { ...values, q: '', cursor: '', ...patch })}`;
  return (
    <>
      <SchedulesHeader facts="Who could, can or will open a door, at a moment or over a time: each name with its reason." />
      <AskForm key={values.ask} asked={values.ask} area={values} />
      {values.from === '' && <IgnoredParams names={problems} />}
      {await content()}
    </>
  );

  async function content() {
    if (values.from !== '') return answers();
    if (values.ask === '') return <Examples area={values} />;
    const resolution = await resolveQuestion(session, values);
    if (resolution.kind !== 'clear') return <Choices resolution={resolution} addressOf={addressOf} />;
    const { subject, moment } = resolution;
    // Part of the address was not understood: what the rest means is shown, and not taken for what was meant.
    if (problems.length > 0) {
      return <Choices resolution={{ kind: 'moments', subject, moments: [moment] }} addressOf={addressOf} />;
    }
    redirect(addressOf({ ...idsOf(subject), zone: moment.zone, from: moment.from, to: moment.to ?? '' }));
  }

  async function answers() {
    const problem = addressProblem(values);
    if (problem) return <Choices resolution={{ kind: 'problem', problem }} addressOf={addressOf} />;
    const subject = await subjectOf(session, values);
    if (!subject) {
      const elsewhere = await subjectOf(session, { ...values, ...everywhere });
      const instead = elsewhere ? ({ kind: 'outside', typed: subjectName(elsewhere) } as const) : nothing;
      return <Choices resolution={instead} addressOf={addressOf} />;
    }
    const query = { ...values, limit: pageSize };
    const [page, count, coverage, area] = await Promise.all([
      listAnswers(session, query).catch(startOver),
      countAnswers(session, values),
      getCoverage(session, values),
      areaName(session, values),
    ]);
    const initial = { search: searchString(whoParams, values), page, count };
    return <Answers subject={subject} areaName={area} asked={values} coverage={coverage} initial={initial} />;
  }
}

const nothing = {
  kind: 'problem',
  problem: { reason: 'question_nothing_found', params: { typed: 'that' } },
} as const;

const idsOf = (subject: Subject) =>
  subject.kind === 'person'
    ? { person: subject.person.id }
    : { doors: subject.doors.flatMap(({ doorIds }) => doorIds).join(',') };
