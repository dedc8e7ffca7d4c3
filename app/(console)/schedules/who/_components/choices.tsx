import Link from 'next/link';
import type { ReactNode } from 'react';
import { type Area, everywhere } from '#lib/area';
import { messageFor } from '#lib/messages/message-for';
import { momentText } from '#lib/messages/question-words';
import type { Resolution, Subject } from '#server/services/questions/resolve-question';
import { subjectName } from '#server/services/questions/subject-name';
import { Icon } from '@/components/ui/icon';

type Patch = Partial<Area> & {
  ask?: string;
  doors?: string;
  person?: string;
  from?: string;
  to?: string;
  zone?: string;
};
type Props = { resolution: Exclude<Resolution, { kind: 'clear' }>; addressOf: (patch: Patch) => string };

/** What stands between a question and its answer: a mistake to mend, or readings to choose from. */
export function Choices({ resolution, addressOf }: Props) {
  switch (resolution.kind) {
    case 'problem':
      return <Problem {...resolution.problem} />;
    case 'outside':
      return (
        <Problem reason="question_outside_area" params={{ typed: resolution.typed }}>
          <Link href={addressOf(everywhere)} prefetch={false} className="font-medium underline underline-offset-2">
            Ask in all your buildings
          </Link>
        </Problem>
      );
    case 'day_or_name':
      return (
        <ChoiceList
          title={`Does “${resolution.word}” say when, or is it part of a name?`}
          choices={[
            { href: addressOf({ ask: resolution.asName }), label: resolution.asName, detail: 'Part of a name' },
            { href: addressOf({ ask: resolution.asDay }), label: resolution.asDay, detail: 'Says when' },
          ]}
        />
      );
    case 'subjects':
      return (
        <ChoiceList
          title="Which one do you mean?"
          choices={resolution.subjects.map((subject) => ({
            href: addressOf(idsOf(subject)),
            label: subjectName(subject),
            detail: subject.kind === 'person' ? (subject.person.email ?? 'Person') : detailOf(subject),
          }))}
        />
      );
    case 'moments':
      return (
        <ChoiceList
          title={`When do you mean, for ${subjectName(resolution.subject)}?`}
          choices={resolution.moments.map((moment) => ({
            href: addressOf({
              ...idsOf(resolution.subject),
              zone: moment.zone,
              from: moment.from,
              to: moment.to ?? '',
            }),
            label: momentText(moment, moment.zone),
            detail: '',
          }))}
        />
      );
  }
}

const idsOf = (subject: Subject): Patch =>
  subject.kind === 'person'
    ? { person: subject.person.id, doors: '' }
    : { doors: subject.doors.flatMap(({ doorIds }) => doorIds).join(','), person: '' };

const detailOf = ({ doors }: Extract<Subject, { kind: 'doors' }>): string =>
  doors.length > 1 ? 'All of these together' : (doors[0]?.buildingName ?? '');

type ProblemProps = { reason: string; params: Record<string, string>; children?: ReactNode };

function Problem({ reason, params, children }: ProblemProps) {
  const { title, detail, next } = messageFor({ code: 'invalid', params: { reason, ...params } });
  return (
    <div role="alert" className="my-3 flex max-w-2xl gap-3 rounded-lg bg-waiting-soft px-3 py-2.5">
      <Icon name="question" className="mt-0.5 text-waiting" />
      <div className="min-w-0 break-words">
        <p className="font-medium">{title}</p>
        <p className="text-sm">
          {detail} {next} {children}
        </p>
      </div>
    </div>
  );
}

type Choice = { href: string; label: string; detail: string };

function ChoiceList({ title, choices }: { title: string; choices: Choice[] }) {
  return (
    <section aria-labelledby="choices" className="py-3">
      <h2 id="choices" className="font-semibold">
        {title}
      </h2>
      <ul className="mt-2 max-w-2xl divide-y divide-line border-y border-line">
        {choices.map((choice) => (
          <li key={choice.href}>
            <Link
              href={choice.href}
              prefetch={false}
              className="flex min-h-11 flex-wrap items-center justify-between gap-x-6 py-2 hover:bg-sunken"
            >
              <span className="min-w-0 font-medium break-words" dir="auto">
                {choice.label}
              </span>
              <span className="min-w-0 text-muted break-words" dir="auto">
                {choice.detail}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
