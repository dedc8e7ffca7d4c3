import { Banner } from '@/components/ui/banner';

/** Which parameters of an address were not understood; nothing when all were. */
export function IgnoredParams({ names }: { names: string[] }) {
  if (names.length === 0) return null;
  return (
    <Banner tone="warn" title={`This address contains something we do not understand: ${names.join(', ')}.`}>
      It was left out; the rest is as asked.
    </Banner>
  );
}
