import { getHandler } from '#server/auth/entry';
import { listRowsQuery } from '#server/services/certifications/list-query';
import { listCertificationRows } from '#server/services/certifications/list-rows';

export const GET = getHandler({
  permission: 'access.read',
  query: listRowsQuery,
  run: listCertificationRows,
  isPolled: true,
});
