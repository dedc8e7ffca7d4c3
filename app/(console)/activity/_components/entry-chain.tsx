import type { ActivityEntry } from '#lib/schemas/activity';
import { Banner } from '@/components/ui/banner';
import { FactList } from '@/components/ui/fact-list';
import { EntrySection } from './entry-section.tsx';

/** What proves that this entry is as it was written, and where. */
export function EntryChain({ entry: { id, chain, defect } }: { entry: ActivityEntry }) {
  const parts = [
    ['Hash', chain.hash],
    ['Hash before it', chain.prevHash],
    ['Content hash', chain.payloadHash],
    ['Signature', chain.signature],
    ['Key ID', chain.keyId],
  ] as const;
  return (
    <EntrySection title="Proof">
      {defect && (
        <Banner tone="error" title="This entry is not as it was written.">
          Why: {defect}. What it shows may be false; export the log and check it with the public key.
        </Banner>
      )}
      <p className="text-muted">
        Each entry holds the hash of the one before it and is signed with a key that the database does not have. Whoever
        has the public key can check that nothing was changed.
      </p>
      <FactList
        facts={[
          { label: 'Place', value: Number(id).toLocaleString('en') },
          ...parts.map(([label, value]) => ({
            label,
            value: <code className="font-mono text-sm break-all">{value}</code>,
          })),
        ]}
      />
    </EntrySection>
  );
}
