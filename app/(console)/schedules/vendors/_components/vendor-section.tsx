import Link from 'next/link';
import { counted } from '#lib/messages/counts';
import {
  planDaysText,
  planStateNames,
  sharedContactAdvice,
  sharedContactText,
  weekdayText,
} from '#lib/messages/plan-words';
import type { VendorView } from '#lib/schemas/plan';
import { Banner } from '@/components/ui/banner';
import { StatusMark } from '@/components/ui/status-mark';
import { EndCodes } from './end-codes.tsx';
import { RenameVendor } from './rename-vendor.tsx';

type Technician = VendorView['technicians'][number];

const marks = { active: 'active', paused: 'waiting', ended: 'ended' } as const;
const hasOpenPlan = ({ plans }: Technician): boolean => plans.some(({ state }) => state !== 'ended');

/** A company: its people, what is planned for each of them, and what can be done about all of it. */
export function VendorSection({ vendor }: { vendor: VendorView }) {
  const { id, name, mayManage, technicians } = vendor;
  const headingId = `vendor-${id}`;
  return (
    <section aria-labelledby={headingId} className="grid min-w-0 gap-2">
      <header className="flex flex-wrap items-center gap-2">
        <h2 id={headingId} dir="auto" className="min-w-0 grow break-words text-lg font-semibold">
          {name} <span className="font-normal text-muted">{counted(technicians.length, 'person', 'people')}</span>
        </h2>
        {mayManage && <RenameVendor vendorId={id} name={name} />}
        {mayManage && technicians.some(hasOpenPlan) && (
          <EndCodes vendorId={id} technicianId={null} whose={name} label={`End all plans of ${name}`} />
        )}
      </header>
      <ul className="divide-y divide-line border-y border-line">
        {technicians.map((technician) => (
          <li key={technician.id} className="grid gap-x-6 gap-y-2 py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,2fr)_auto]">
            <Contact technician={technician} />
            <Plans technician={technician} />
            {mayManage && hasOpenPlan(technician) && (
              <div>
                <EndCodes
                  vendorId={id}
                  technicianId={technician.id}
                  whose={technician.name}
                  label={`End plans of ${technician.name}`}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
      {!mayManage && (
        <p className="text-sm text-muted">
          Only someone who may manage codes at all of this company’s doors can change what is planned here.
        </p>
      )}
    </section>
  );
}

function Contact({ technician: { name, email, phone, lastDay, sharesContactWith } }: { technician: Technician }) {
  const contact = email === null ? 'phone number' : 'email address';
  return (
    <div className="grid min-w-0 content-start gap-1">
      <p dir="auto" className="break-words font-medium">
        {name}
      </p>
      <p className="break-words text-muted">{email ?? phone}</p>
      <p className="text-sm text-muted">{lastDay === null ? 'No code yet' : `Last code for ${weekdayText(lastDay)}`}</p>
      {sharesContactWith.length > 0 && (
        <Banner tone="warn" title={sharedContactText(sharesContactWith, contact)}>
          {sharedContactAdvice(contact)}
        </Banner>
      )}
    </div>
  );
}

function Plans({ technician: { plans } }: { technician: Technician }) {
  return (
    <ul className="grid min-w-0 content-start gap-1">
      {plans.map((plan) => (
        <li key={plan.id} className="flex flex-wrap gap-x-3">
          <Link href={`/schedules/plans/${plan.id}`} prefetch={false} className="underline underline-offset-2">
            {planDaysText(plan)}, {counted(plan.doorCount, 'door')}
          </Link>
          <StatusMark status={marks[plan.state]} word={planStateNames[plan.state]} />
        </li>
      ))}
    </ul>
  );
}
