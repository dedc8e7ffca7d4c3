import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import type { Failure } from '#lib/errors';
import { roleNames, roleTasks } from '#lib/messages/role-names';
import type { Role } from '#lib/permissions';
import type { LinkMade, ScopeOptions, StaffMember } from '#lib/schemas/staff';
import { isUnreadable } from '#lib/time/day';
import { changeStaff, inviteStaff } from '#server/actions/staff';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { DayField } from '@/components/ui/day-field';
import { FormFailure } from '@/components/ui/form-failure';
import { RadioGroup } from '@/components/ui/radio-group';
import { Sheet } from '@/components/ui/sheet';
import { TextField } from '@/components/ui/text-field';
import { showToast } from '@/components/ui/toast-store';
import { formOf, invitationOf, rightsOf, type StaffForm } from './staff-form.ts';
import { StaffPlaces } from './staff-places.tsx';

type Props = {
  /** Null = somebody new. Whoever left is invited again. */
  member: StaffMember | null;
  options: ScopeOptions;
  roles: readonly Role[];
  onLink: (made: LinkMade) => void;
  onClose: () => void;
};

const ownFields = ['name', 'email', 'role', 'places', 'lastDay'];

/** Who somebody is, what they may do, where, and until when. What is typed stays through every failure. */
export default function StaffSheet({ member, options, roles, onLink, onClose }: Props) {
  const router = useRouter();
  const formId = useId();
  const isInvite = member === null || member.state === 'left';
  const [form, setForm] = useState<StaffForm>(() => formOf(member, roles.at(-2) ?? roles[0] ?? 'auditor'));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setPending] = useState(false);
  const change = (part: Partial<StaffForm>) => setForm({ ...form, ...part });
  const errorOf = (...fields: string[]) =>
    failure?.field && fields.includes(failure.field.split('.')[0] ?? '') ? failure : undefined;

  const send = async () => {
    if (isInvite) {
      const answer = await withStepUp(() => inviteStaff(invitationOf(form)));
      if (answer.ok) onLink(answer.value);
      return answer;
    }
    const answer = await withStepUp(() => changeStaff({ staffId: member.id, ...rightsOf(form) }));
    if (answer.ok) showToast(`${member.name} changed. It applies from their next request.`);
    return answer;
  };

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending || isUnreadable(form.lastDay)) return;
    setPending(true);
    setFailure(null);
    const answer = await send();
    setPending(false);
    if (!answer.ok) return setFailure(answer.error);
    router.refresh();
    onClose();
  }

  return (
    <Sheet
      title={isInvite ? 'Invite staff' : member.name}
      facts={isInvite ? 'They get a link that works once.' : member.email}
      onClose={onClose}
      footer={
        <Button type="submit" form={formId} variant="primary" isPending={isPending}>
          {isInvite ? 'Invite' : 'Change'}
        </Button>
      }
    >
      <form id={formId} method="post" onSubmit={submit} noValidate className="grid gap-6">
        {failure && !ownFields.includes(failure.field ?? '') && <FormFailure failure={failure} />}
        {isInvite && (
          <>
            <TextField
              label="Name"
              value={form.name}
              maxLength={100}
              error={errorOf('name')}
              onChange={(event) => change({ name: event.target.value })}
            />
            <TextField
              label="Email"
              type="email"
              value={form.email}
              maxLength={320}
              readOnly={member !== null}
              error={errorOf('email')}
              onChange={(event) => change({ email: event.target.value })}
            />
          </>
        )}
        <RadioGroup
          label="Role"
          name="role"
          value={form.role}
          error={errorOf('role')}
          options={roles.map((role) => ({ value: role, label: roleNames[role], detail: roleTasks[role] }))}
          onChange={(event) => change({ role: roles.find((role) => role === event.target.value) ?? form.role })}
        />
        {form.role !== 'owner' && (
          <StaffPlaces
            form={form}
            options={options}
            error={errorOf('places', 'portfolioIds', 'buildingIds', 'doorIds')}
            onChange={change}
          />
        )}
        <DayField
          label="Last day"
          isOptional
          hint="From midnight UTC after that day nothing works for them, and their plans continue under an owner. Empty: no end."
          value={form.lastDay}
          error={errorOf('lastDay')}
          onChange={(lastDay) => change({ lastDay })}
          className="max-w-48"
        />
      </form>
    </Sheet>
  );
}
