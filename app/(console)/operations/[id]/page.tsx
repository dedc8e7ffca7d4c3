import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Refusal } from '#lib/errors';
import { isUuid } from '#lib/ids';
import { pageSession } from '#server/auth/entry';
import { getOperation } from '#server/services/operations/get-operation';
import { OperationScreen } from './_components/operation-screen.tsx';

export const metadata: Metadata = { title: 'Operation' };

export default async function OperationPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession('operation.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const operation = await getOperation(session, id).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'forbidden_or_missing') notFound();
    throw error;
  });
  return <OperationScreen initial={operation} />;
}
