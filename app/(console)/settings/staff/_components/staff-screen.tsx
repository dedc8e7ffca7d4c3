'use client';

import { useState } from 'react';
import type { Role } from '#lib/permissions';
import type { LinkMade, ScopeOptions, StaffMember } from '#lib/schemas/staff';
import { Button } from '@/components/ui/button';
import { onDemand } from '@/components/ui/on-demand';
import { SearchField } from '@/components/ui/search-field';
import { StaffTable } from './staff-table.tsx';

const StaffSheet = onDemand(() => import('./staff-sheet.tsx'));
const LinkDialog = onDemand(() => import('./link-dialog.tsx'));

type Props = {
  members: StaffMember[];
  options: ScopeOptions;
  /** Those the viewer may give. */
  roles: readonly Role[];
};

/** Everybody who may sign in, a search, and the sheets in which they are invited and changed. */
export function StaffScreen({ members, options, roles }: Props) {
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<StaffMember | 'new' | null>(null);
  const [link, setLink] = useState<LinkMade | null>(null);
  const found = members.filter(({ name, email }) => matches(typed, `${name} ${email}`));
  return (
    <div className="grid gap-4 py-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <SearchField label="Search staff" value={typed} onSearch={setTyped} />
        <Button variant="primary" icon="plus" onClick={() => setOpen('new')}>
          Invite staff
        </Button>
      </div>
      <StaffTable members={found} onOpen={setOpen} onLink={setLink} />
      {open && (
        <StaffSheet
          member={open === 'new' ? null : open}
          options={options}
          roles={roles}
          onLink={setLink}
          onClose={() => setOpen(null)}
        />
      )}
      {link && <LinkDialog made={link} onClose={() => setLink(null)} />}
    </div>
  );
}

const matches = (typed: string, text: string): boolean => text.toLowerCase().includes(typed.trim().toLowerCase());
