import Link from 'next/link';
import { planLimits, planStateNames, planTiming } from '#lib/messages/plan-words';
import type { PlanView } from '#lib/schemas/plan';
import { zoneCity } from '#lib/time/zone';
import { FactList } from '@/components/ui/fact-list';

/** Who, where and under whose rights. */
export function PlanFacts({ plan }: { plan: PlanView }) {
  return (
    <aside className="grid min-w-0 content-start gap-4">
      <FactList
        facts={[
          { label: 'State', value: planStateNames[plan.state] },
          {
            label: 'Person',
            value: plan.person ? (
              <Link href={`/people/${plan.person.id}`} prefetch={false} className="underline underline-offset-2">
                {plan.personName}
              </Link>
            ) : (
              `${plan.personName}, known to OpenKit with the first code`
            ),
          },
          {
            label: 'Codes go to',
            value: plan.notify ? (plan.email ?? plan.phone ?? '') : 'Nobody: they are looked up here',
          },
          { label: 'Issued under the rights of', value: plan.staffName },
          {
            label: 'Doors',
            value: (
              <ul>
                {plan.doors.map((door) => (
                  <li key={door.id} dir="auto">
                    <Link href={`/doors/${door.id}`} prefetch={false} className="underline underline-offset-2">
                      {door.name}
                    </Link>
                    , {door.buildingName} ({door.timeZone ? zoneCity(door.timeZone) : 'zone unknown'})
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <p className="text-sm text-muted">{planLimits}</p>
      <p className="text-sm text-muted">{planTiming}</p>
    </aside>
  );
}
