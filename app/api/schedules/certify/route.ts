import { getHandler } from '#server/auth/entry';
import { listCertifications } from '#server/services/certifications/list-certifications';
import { listCertificationsQuery } from '#server/services/certifications/list-query';

export const GET = getHandler({ permission: 'access.read', query: listCertificationsQuery, run: listCertifications });
