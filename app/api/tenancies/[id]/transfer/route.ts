import { z } from 'zod';
import { dayFilter } from '#lib/schemas/day';
import { uuid } from '#lib/schemas/uuid';
import { getHandler } from '#server/auth/get-handler';
import { previewTransfer } from '#server/services/tenancies/preview-transfer';

export const GET = getHandler({
  permission: 'tenancy.manage',
  query: z.strictObject({ id: uuid, unit: uuid, end: dayFilter }),
  run: (session, { id, unit, end }) =>
    previewTransfer(session, { tenancyId: id, unitId: unit, leaseEnd: end === '' ? null : end }),
});
