import { messageFor } from '#lib/messages/message-for';
import { sharedContactAdvice, sharedContactText } from '#lib/messages/plan-words';
import type { PlanView } from '#lib/schemas/plan';
import { Banner } from '@/components/ui/banner';

/** What keeps a plan from doing what it says. */
export function PlanWarnings({ plan }: { plan: PlanView }) {
  const stuck = plan.doors.flatMap(({ id, name, obstacle }) => (obstacle ? [{ id, name, obstacle }] : []));
  const contact = plan.email === null ? 'phone number' : 'email address';
  return (
    <div className="grid gap-2 pt-4 empty:hidden">
      {plan.state === 'paused' && (
        <Banner tone="info" title="This plan is paused.">
          No code is issued while it is. Days that go by are not made up for.
        </Banner>
      )}
      {stuck.map(({ id, name, obstacle }) => {
        const { title, next } = messageFor({ code: 'invalid', params: { reason: obstacle, door: name } });
        return (
          <Banner key={id} tone="warn" title={title}>
            No code is issued for it. {next}
          </Banner>
        );
      })}
      {plan.person?.isGone && (
        <Banner tone="warn" title={`OpenKit no longer lists ${plan.personName}.`}>
          The next code creates them again, at the address of this plan.
        </Banner>
      )}
      {plan.sharesContactWith.length > 0 && (
        <Banner tone="warn" title={sharedContactText(plan.sharesContactWith, contact)}>
          {sharedContactAdvice(contact)}
        </Banner>
      )}
    </div>
  );
}
