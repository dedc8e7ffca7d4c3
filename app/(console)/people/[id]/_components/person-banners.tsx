import type { Failure } from '#lib/errors';
import type { PersonView } from '#lib/schemas/person';
import { Banner } from '@/components/ui/banner';
import { StaleBanner } from '@/components/ui/stale-banner';
import { Time } from '@/components/ui/time';

/** What limits everything on a person's page: gone from OpenKit, or shown as it last was. */
export function PersonBanners({ person, failure }: { person: PersonView; failure: Failure | null }) {
  return (
    <>
      {person.isGone && (
        <div className="pb-4">
          <Banner tone="warn" title="OpenKit no longer knows this person.">
            This page shows past data only; access can be given again from the list of people.
          </Banner>
        </div>
      )}
      {failure && (
        <div className="pb-4">
          <StaleBanner failure={failure}>
            What you see was read {person.asOf ? <Time instant={person.asOf} zone="UTC" as="both" /> : 'earlier'} and
            may be old.
          </StaleBanner>
        </div>
      )}
    </>
  );
}
