import type { Metadata } from 'next';
import { pageSize } from '#lib/page';
import { filteredBy, parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { formatInstant } from '#lib/time/format';
import { pageSession } from '#server/auth/page-session';
import { listFailingCheckpoints } from '#server/services/activity/checkpoint-status';
import { countActivity } from '#server/services/activity/count-activity';
import { listActivity } from '#server/services/activity/list-activity';
import { getLogDefect, type LogDefect } from '#server/services/activity/log-defect';
import { canLogBeRewritten, listEarlierKeys } from '#server/services/activity/log-proof';
import { Banner } from '@/components/ui/banner';
import { PageHeader } from '@/components/ui/page-header';
import { startOver } from '../_components/refusals.ts';
import { ActivityTable } from './_components/activity-table.tsx';
import { CheckpointBanner } from './_components/checkpoint-banner.tsx';
import { ExportLogButton } from './_components/export-log-button.tsx';
import { PublicKeyLink } from './_components/public-key-link.tsx';
import { activityParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Activity' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ActivityPage({ searchParams }: Props) {
  const session = await pageSession('audit.read');
  const { values } = parseSearch(activityParams, toUrlSearch(await searchParams));
  const filters = filteredBy(values);
  const [page, count, isRewritable, failing, defect, earlierKeys] = await Promise.all([
    listActivity(session, { ...values, limit: pageSize }).catch(startOver),
    countActivity(session, filters),
    canLogBeRewritten(session),
    listFailingCheckpoints(session),
    getLogDefect(session),
    listEarlierKeys(session),
  ]);
  return (
    <>
      <PageHeader
        title="Activity"
        facts={
          session.scope === 'all'
            ? 'The audit log: who did what, when, and what came of it.'
            : 'The audit log of your buildings or doors, and of what you did yourself.'
        }
        action={
          <div className="flex flex-wrap gap-2">
            <PublicKeyLink />
            <ExportLogButton />
          </div>
        }
      />
      {defect && <DefectBanner defect={defect} />}
      {isRewritable && <RewritableBanner />}
      {failing.map((checkpoint) => (
        <CheckpointBanner key={checkpoint.target} checkpoint={checkpoint} />
      ))}
      {earlierKeys.map((earlier) => (
        <EarlierKeyNote key={earlier.keyId} {...earlier} />
      ))}
      <ActivityTable initial={{ search: searchString(activityParams, values), page, count }} />
    </>
  );
}

function DefectBanner({ defect: { seq, reason, strangeKeyId } }: { defect: LogDefect }) {
  if (strangeKeyId) {
    return (
      <Banner
        tone="error"
        title={`Entries from ${seq.toLocaleString('en')} on are signed with a key that is not ours.`}
      >
        If AUDIT_KEY was changed or this is a restored backup, whoever runs Gatehouse takes over the key{' '}
        <code className="font-mono">{strangeKeyId}</code> with “npm run audit:take-over”. If not, someone wrote to the
        database: keep a backup, and find out who could.
      </Banner>
    );
  }
  return (
    <Banner tone="error" title={`This log was altered: entry ${seq.toLocaleString('en')} is not as it was written.`}>
      Why: {reason}. Keep a backup, and find out who could write to the database.
    </Banner>
  );
}

function EarlierKeyNote({ keyId, seq, at }: { keyId: string; seq: number; at: string }) {
  return (
    <p className="text-sm text-muted">
      Up to entry {seq.toLocaleString('en')} the earlier key <code className="font-mono">{keyId}</code> may have signed:
      taken over on {formatInstant(at, 'UTC')} UTC.
    </p>
  );
}

function RewritableBanner() {
  return (
    <Banner tone="warn" title="Whoever holds this Gatehouse’s database password could rewrite this log.">
      It runs under the role that owns the tables. Give it a role of its own (DATABASE_OWNER_URL); until then only the
      signatures show a change.
    </Banner>
  );
}
