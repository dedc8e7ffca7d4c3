import type { DryRunView } from '../schemas/dry-run.ts';
import { counted } from './counts.ts';

type Asked = Pick<DryRunView, 'kind' | 'people' | 'doors' | 'noted' | 'byHand'>;

/** What confirming does: "Extend 120 doors", "Give access to 38 people". */
export function confirmLabel({ kind, people, doors, noted, byHand }: Asked): string {
  if (kind === 'extend') return `Extend ${counted(doors, 'door')}`;
  if (kind === 'revoke') return `Revoke ${counted(doors, 'door')}`;
  if (people === 0 && noted > 0 && byHand.length > 0) return `Make tasks for ${counted(noted, 'person', 'people')}`;
  if (people === 0 && noted > 0) return `Note why ${counted(noted, 'person holds', 'people hold')} these doors`;
  return `Give access to ${counted(people, 'person', 'people')}`;
}

export function dryRunTitle(asked: Asked): string {
  const who = counted(asked.people, 'person', 'people');
  if (asked.kind === 'extend' || asked.kind === 'revoke') return `${confirmLabel(asked)} of ${who}`;
  if (asked.people === 0 && asked.noted > 0) return confirmLabel(asked);
  return `${confirmLabel(asked)}: ${counted(asked.doors, 'door')}`;
}

/** The calls to OpenKit by what they do: "38 grants, 12 changes". */
export function callWords({ grant, change, revoke }: DryRunView['calls']): string {
  const parts = [
    { count: grant, noun: 'grant' },
    { count: change, noun: 'change' },
    { count: revoke, noun: 'revocation' },
  ];
  const words = parts.filter(({ count }) => count > 0).map(({ count, noun }) => counted(count, noun));
  return words.join(', ') || 'None';
}
