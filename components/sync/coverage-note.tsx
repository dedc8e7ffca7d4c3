import { coverageSentence } from '#lib/messages/coverage-words';
import type { Coverage } from '#lib/page';
import type { Instant } from '#lib/time/instant';
import { Icon } from '@/components/ui/icon';
import { Time } from '@/components/ui/time';

/**
 * Beside every answer that could be read as complete: what it holds and what it cannot, how old it is, and whether the
 * last reading of OpenKit was believed.
 */
export function CoverageNote({ asOf, coverage }: { asOf: Instant | null; coverage: Coverage }) {
  const holds = coverageSentence(coverage.limits);
  return (
    <span>
      {asOf === null ? (
        'Not read from OpenKit in full yet.'
      ) : (
        <>
          Read from OpenKit <Time instant={asOf} zone="UTC" as="both" />.
        </>
      )}
      {holds && ` ${holds}`}
      {coverage.sweep === 'suspect' && (
        <span className="block text-waiting">
          <Icon name="warning" className="mr-1 inline align-text-bottom" />
          The last reading was not believed: this may be out of date.
        </span>
      )}
    </span>
  );
}
