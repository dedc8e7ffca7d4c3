import Link from 'next/link';
import type { PrintedEvidence } from '#server/services/certifications/get-evidence';
import { FactList } from '@/components/ui/fact-list';
import { ExportEvidenceButton } from './export-evidence-button.tsx';

type Props = { printed: PrintedEvidence; id: string; mayDownload: boolean };

const key = 'font-mono text-sm break-all';

/** Who signed what, what nobody could see, and how a stranger can check it. */
export function EvidenceProof({ printed: { evidence, hash, entries }, id, mayDownload }: Props) {
  const { signature } = evidence;
  return (
    <div className="grid gap-4 pt-4">
      <FactList
        facts={[
          { label: 'Worksheet', value: <span className={key}>{id}</span> },
          { label: 'Started', value: `${evidence.startedAt}, ${evidence.startedBy}` },
          { label: 'Names read', value: evidence.readAt },
          { label: 'Mirror of OpenKit', value: evidence.mirrorReadAt ?? 'Never read completely' },
          {
            label: 'Signed',
            value: signature ? `${signature.at}, ${signature.by} (${signature.role})` : 'Not yet',
          },
          ...(signature?.note ? [{ label: 'Note', value: signature.note }] : []),
          ...(hash ? [{ label: 'SHA-256', value: <span className={key}>{hash}</span> }] : []),
          ...(entries.length > 0 ? [{ label: 'In the log', value: `Entry ${entries.join(', ')}` }] : []),
          {
            label: 'Key of the log',
            value: <span className={key}>{evidence.publicKey.replace(/-----[A-Z ]+-----|\s/g, '')}</span>,
          },
        ]}
      />
      <section aria-labelledby="blind">
        <h2 id="blind" className="font-semibold">
          What could not be seen
        </h2>
        <ul className="list-disc space-y-1 pt-1 pl-5 text-sm">
          {evidence.couldNotSee.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      <p className="text-sm print:hidden">
        <Link href={`/schedules/certify/${id}`} className="underline underline-offset-2">
          Back to the worksheet
        </Link>
      </p>
      {hash && mayDownload && (
        <div className="flex flex-wrap items-center gap-2 text-sm print:hidden">
          <ExportEvidenceButton certificationId={id} />
          Its SHA-256 is the one above, and the entry of the log holds the same.
        </div>
      )}
    </div>
  );
}
