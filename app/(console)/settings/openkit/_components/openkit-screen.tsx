'use client';

import { useQuery } from '@tanstack/react-query';
import { failureOf } from '#lib/queries/fetch-json';
import { openkitStatusQuery } from '#lib/queries/openkit-status';
import type { OpenKitStatusView } from '#lib/schemas/openkit-status';
import { SyncPanel } from '@/components/sync/sync-panel';
import { ClockProvider } from '@/components/ui/clock';
import { FailureWords } from '@/components/ui/failure-words';
import { StaleBanner } from '@/components/ui/stale-banner';
import { SettingsSection } from '../../_components/settings-section.tsx';
import { CadenceFacts } from './cadence-facts.tsx';
import { CadenceForm } from './cadence-form.tsx';
import { ConnectionFacts } from './connection-facts.tsx';
import { Meter } from './meter.tsx';
import { StatedSettings } from './stated-settings.tsx';
import { SweepTable } from './sweep-table.tsx';
import { WarningTable } from './warning-table.tsx';

type Props = { initial: OpenKitStatusView; maySync: boolean; mayChange: boolean };

/** How things stand with OpenKit, kept fresh by itself. */
export function OpenKitScreen({ initial, maySync, mayChange }: Props) {
  const query = useQuery({ ...openkitStatusQuery(), initialData: initial });
  const status = query.data;
  const failure = query.error && failureOf(query.error);
  return (
    <>
      {failure && (
        <StaleBanner failure={failure}>
          What you see is how things stood a moment ago.{' '}
          <FailureWords failure={failure}>{({ next }) => next}</FailureWords>
        </StaleBanner>
      )}
      <SettingsSection title="Connection" hint="Calls are made by the worker; this page asks it, not OpenKit.">
        {/* Tokens and pauses are real time, which in the sandbox is not the time of the doors. */}
        <ClockProvider now={status.asOf}>
          <ConnectionFacts status={status} />
        </ClockProvider>
      </SettingsSection>
      <SettingsSection
        title="Reading"
        hint={
          <>
            <p>Every reading goes through all buildings, doors and people that OpenKit shows us.</p>
            <p className="mt-2">
              One that suddenly misses a lot is not believed: it is marked as suspect and removes nothing. What two good
              readings in a row miss counts as gone, and stays in the history.
            </p>
          </>
        }
      >
        <div className="grid gap-6">
          <SyncPanel initial={initial.sync} mayRun={maySync} />
          <SweepTable sweeps={status.sweeps} />
        </div>
      </SettingsSection>
      {status.meter && (
        <SettingsSection
          title="Traffic"
          hint="Calls of all programs together. Reading a list, searching, counting and exporting here asks OpenKit for nothing."
        >
          <Meter meter={status.meter} />
        </SettingsSection>
      )}
      <SettingsSection
        title="Pace"
        hint="Overrides what the environment says, and applies at once. Latch publishes no limit and may slow us down."
      >
        {mayChange ? <CadenceForm cadence={initial.cadence} /> : <CadenceFacts cadence={status.cadence} />}
      </SettingsSection>
      <SettingsSection title="Settings" hint="Set where Gatehouse is installed. The client secret is never shown.">
        <StatedSettings status={status} />
      </SettingsSection>
      <SettingsSection
        title="Answers that surprised us"
        hint="Where OpenKit’s answers differ from its documentation. They are still read, as far as possible."
      >
        <WarningTable warnings={status.warnings} />
      </SettingsSection>
    </>
  );
}
