import { getHandler } from '#server/auth/get-handler';
import { countRowsQuery } from '#server/services/certifications/list-query';
import { countCertificationRows } from '#server/services/certifications/list-rows';

export const GET = getHandler({ permission: 'access.read', query: countRowsQuery, run: countCertificationRows });
