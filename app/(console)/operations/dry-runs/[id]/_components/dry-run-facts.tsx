import { counted, listed } from '#lib/messages/counts';
import { callWords } from '#lib/messages/dry-run-words';
import type { DryRunView } from '#lib/schemas/dry-run';
import type { Fact } from '@/components/ui/fact-list';
import { Time } from '@/components/ui/time';

/** What it comes to: calls, people, who is told, and what is left out. */
export function dryRunFacts({ calls, people, doors, notified, refused, noted, byHand, expiresAt }: DryRunView): Fact[] {
  return [
    { label: 'Calls to OpenKit', value: callWords(calls) },
    { label: 'For', value: `${counted(people, 'person', 'people')}, ${counted(doors, 'door')}` },
    {
      label: 'Told by Latch',
      value: notified === 0 ? 'Nobody' : `${counted(notified, 'person', 'people')}, by email, at once`,
    },
    { label: 'Not sent', value: refused === 0 ? 'Nothing' : `${counted(refused, 'row')}, each with its reason` },
    ...(noted > 0
      ? [{ label: 'Noted here', value: `Why ${counted(noted, 'person is', 'people are')} to have these doors` }]
      : []),
    ...(byHand.length > 0 ? [{ label: 'Becomes a task', value: `${listed(byHand)}: OpenKit cannot give it` }] : []),
    { label: 'Can be confirmed until', value: <Time instant={expiresAt} zone="UTC" as="both" /> },
  ];
}
