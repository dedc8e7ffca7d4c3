import { coverageSentence } from '#lib/messages/coverage-words';

/** Instead of doors where a search finds none: that may be because they were not enabled for us. */
export const NoDoor = () => (
  <p className="text-sm text-muted">No door matches. {coverageSentence(['doors_enabled_for_us'])}</p>
);
