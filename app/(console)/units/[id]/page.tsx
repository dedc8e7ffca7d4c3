import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { may } from '#lib/permissions';
import { pageSession } from '#server/auth/page-session';
import { getUnit } from '#server/services/units/get-unit';
import { toNotFound } from '../../_components/refusals.ts';
import { UnitScreen } from './_components/unit-screen.tsx';

export const metadata: Metadata = { title: 'Unit' };

export default async function UnitPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession('unit.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const unit = await getUnit(session, id).catch(toNotFound);
  const { role } = session.staff;
  const rights = {
    edit: may(role, 'unit.edit'),
    lease: may(role, 'tenancy.manage'),
    grant: may(role, 'access.grant'),
  };
  return <UnitScreen initial={unit} rights={rights} />;
}
