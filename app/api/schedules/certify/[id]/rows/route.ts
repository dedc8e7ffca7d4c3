import { getHandler } from '#server/auth/get-handler';
import { listRowsQuery } from '#server/services/certifications/list-query';
import { listCertificationRows } from '#server/services/certifications/list-rows';

export const GET = getHandler({
  permission: 'access.read',
  query: listRowsQuery,
  run: listCertificationRows,
  isPolled: true,
});
