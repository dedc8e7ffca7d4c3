import { getHandler } from '#server/auth/get-handler';
import { listCertifications } from '#server/services/certifications/list-certifications';
import { listCertificationsQuery } from '#server/services/certifications/list-query';

export const GET = getHandler({ permission: 'access.read', query: listCertificationsQuery, run: listCertifications });
