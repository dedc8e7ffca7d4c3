import { checkNames, verdictNames } from '#lib/messages/diagnosis-words';
import type { Check, Verdict } from '#lib/schemas/diagnosis';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon, type IconName } from '@/components/ui/icon';

const looks: Record<Verdict, { icon: IconName; colour: string }> = {
  ok: { icon: 'active', colour: 'text-accent' },
  warn: { icon: 'warning', colour: 'text-waiting' },
  stop: { icon: 'refused', colour: 'text-stopped' },
  unknown: { icon: 'question', colour: 'text-muted' },
};

/** What was checked, in order, each with its verdict in icon and word. */
export function CheckList({ checks, isSettling }: { checks: readonly Check[]; isSettling: boolean }) {
  return (
    <section aria-labelledby="checks">
      <header className="flex items-baseline justify-between gap-3 pb-1.5">
        <h3 id="checks" className="font-semibold">
          What was checked
        </h3>
        <span role="status" className="text-sm text-muted">
          {isSettling && 'Being read again now'}
        </span>
      </header>
      <ol aria-labelledby="checks" className="divide-y divide-line border-y border-line">
        {checks.map((check) => (
          <CheckLine key={check.id} check={check} />
        ))}
      </ol>
    </section>
  );
}

function CheckLine({ check: { id, verdict, sentence, exact } }: { check: Check }) {
  const { icon, colour } = looks[verdict];
  return (
    <li className="py-2.5">
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{checkNames[id]}</span>
        <span className={`inline-flex shrink-0 items-center gap-1.5 text-sm ${colour}`}>
          <Icon name={icon} />
          {verdictNames[verdict]}
        </span>
      </p>
      <p className="text-sm break-words text-muted">{sentence}</p>
      {exact !== null && (
        <p className="flex items-center gap-1">
          <span className="min-w-0 font-mono text-lg tracking-widest break-all" dir="ltr">
            {exact}
          </span>
          <CopyButton value={exact} label="Copy address" />
        </p>
      )}
    </li>
  );
}
