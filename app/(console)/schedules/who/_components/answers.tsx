import {
  coverageText,
  momentText,
  outageText,
  readingsText,
  tenseOf,
  unconfirmedText,
} from '#lib/messages/question-words';
import type { QuestionCoverage } from '#lib/schemas/question';
import type { Subject } from '#server/services/questions/resolve-question';
import { subjectName } from '#server/services/questions/subject-name';
import { Banner } from '@/components/ui/banner';
import { type AnswersStart, AnswersTable } from './answers-table.tsx';

type Props = {
  subject: Subject;
  /** The building or portfolio they are limited to, if any. */
  areaName: string | null;
  asked: { from: string; to: string; zone: string };
  coverage: QuestionCoverage;
  initial: AnswersStart;
};

/** How the question was read, who answers it, and what the answer cannot know. */
export function Answers({ subject, areaName, asked, coverage, initial }: Props) {
  const time = { from: asked.from, to: asked.to === '' ? null : asked.to };
  const zone = asked.zone || 'UTC';
  const tense = tenseOf(time, coverage.askedAt);
  const name = subjectName(subject);
  return (
    <>
      <p className="pt-2 text-lg break-words">
        <span className="text-muted">Read as:</span>{' '}
        {subject.kind === 'person'
          ? `which doors ${areaName ? `of ${areaName} ` : ''}${name} ${tense} open`
          : `who ${tense} open ${name}`}
        , <span className="font-medium">{momentText(time, zone)}</span>
      </p>
      <p className="max-w-prose pt-1 text-sm text-muted">
        {readingsText(coverage, time)} {coverageText}
      </p>
      {coverage.outages > 0 && (
        <div className="pt-3">
          <Banner tone="warn" title={outageText}>
            What was given and taken then was seen only afterwards: these answers may miss names, or include too many.
          </Banner>
        </div>
      )}
      {coverage.unconfirmed > 0 && (
        <div className="pt-3">
          <Banner tone="warn" title={unconfirmedText(coverage.unconfirmed)}>
            They are not among the answers unless OpenKit showed them.
          </Banner>
        </div>
      )}
      <AnswersTable isPerson={subject.kind === 'person'} initial={initial} />
    </>
  );
}
