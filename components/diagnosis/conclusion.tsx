import type { Diagnosis } from '#lib/schemas/diagnosis';
import type { GrantDraft } from '@/components/grant-access/grant-draft';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { CopyButton } from '@/components/ui/copy-button';

type Acts = {
  onGrant: ((draft: GrantDraft) => void) | undefined;
  onReveal: (() => void) | undefined;
  personHref: string | undefined;
};

/** What to read to the caller, large, and what to do next. */
export function Conclusion({ diagnosis, ...acts }: { diagnosis: Diagnosis } & Acts) {
  const { aloud, next } = diagnosis;
  return (
    <>
      <section aria-labelledby="aloud" className="rounded-lg bg-accent-soft p-4">
        <header className="flex items-center justify-between gap-2">
          <h3 id="aloud" className="text-sm font-medium text-accent">
            Read aloud
          </h3>
          <CopyButton value={aloud} label="Copy what to read aloud" />
        </header>
        <p className="text-lg break-words" aria-live="polite" dir="auto">
          {aloud}
        </p>
      </section>
      <section aria-labelledby="next-step" className="grid justify-items-start gap-2">
        <h3 id="next-step" className="font-semibold">
          Next step
        </h3>
        <p>{next.sentence}</p>
        <NextButton diagnosis={diagnosis} {...acts} />
      </section>
    </>
  );
}

function NextButton({ diagnosis: { door, next }, onGrant, onReveal, personHref }: { diagnosis: Diagnosis } & Acts) {
  const { button } = next;
  if (button?.kind === 'link') return <ButtonLink href={button.href}>{button.label}</ButtonLink>;
  if (button?.kind === 'give_access' && onGrant) {
    return <Button onClick={() => onGrant({ doors: [door] })}>Give access to this door</Button>;
  }
  if (button?.kind === 'reveal' && onReveal) return <Button onClick={onReveal}>Go to the doorcodes</Button>;
  return button && personHref ? <ButtonLink href={personHref}>Open their page</ButtonLink> : null;
}
