import { roleNames } from '#lib/messages/role-names';
import { placesInWords, staffStates } from '#lib/messages/staff-words';
import type { LinkMade, StaffMember } from '#lib/schemas/staff';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { type Status, StatusMark } from '@/components/ui/status-mark';
import { Time } from '@/components/ui/time';
import { StaffMenu } from './staff-menu.tsx';

type Props = {
  members: readonly StaffMember[];
  onOpen: (member: StaffMember) => void;
  onLink: (made: LinkMade) => void;
};

const marks: Record<StaffMember['state'], Status> = {
  invited: 'queued',
  active: 'active',
  ended: 'ended',
  left: 'ended',
};

/** One line a person: who, as what, where, and how they stand. */
export function StaffTable({ members, onOpen, onLink }: Props) {
  if (members.length === 0) return <EmptyState kind="no-match" title="Nobody here is called that" />;
  return (
    <ul aria-label="Staff" className="divide-y divide-line border-y border-line">
      {members.map((member) => (
        <li key={member.id} className="flex items-center gap-x-4 py-2.5">
          <div className="grid min-w-0 flex-1 gap-x-6 gap-y-1 lg:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,3fr)]">
            <div className="min-w-0">
              <p className="flex min-w-0 items-center gap-2 font-medium">
                <span className="truncate" title={member.name} dir="auto">
                  {member.name}
                </span>
                {member.isSelf && <Badge tone="accent">You</Badge>}
              </p>
              <p className="truncate text-sm text-muted" title={member.email}>
                {member.email}
              </p>
            </div>
            <div className="min-w-0">
              <p>{roleNames[member.role]}</p>
              <p className="truncate text-sm text-muted" title={allPlaces(member)} dir="auto">
                {placesInWords(member)}
              </p>
            </div>
            <div className="min-w-0 text-sm">
              <StatusMark status={marks[member.state]} word={staffStates[member.state]} />
              <p className="text-muted">
                <Since member={member} />
              </p>
            </div>
          </div>
          <StaffMenu member={member} onOpen={() => onOpen(member)} onLink={onLink} />
        </li>
      ))}
    </ul>
  );
}

function Since({ member }: { member: StaffMember }) {
  const factor = member.hasAuthenticator ? 'Authenticator' : 'Password only';
  if (member.state === 'left') return null;
  if (member.endsAt) {
    return (
      <>
        Until <Time instant={member.endsAt} zone="UTC" as="exact" />
      </>
    );
  }
  if (member.state === 'invited') return 'Has not signed in yet';
  return (
    <>
      {factor}
      {member.lastSeenAt && (
        <>
          {' · '}
          <Time instant={member.lastSeenAt} zone="UTC" />
        </>
      )}
    </>
  );
}

const allPlaces = ({ places }: StaffMember): string =>
  [...places.portfolios, ...places.buildings, ...places.doors].map(({ name }) => name).join(', ');
