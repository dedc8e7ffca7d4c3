import { getHandler } from '#server/auth/get-handler';
import { listResidentsQuery } from '#server/services/residents/list-query';
import { listResidents } from '#server/services/residents/list-residents';

export const GET = getHandler({ permission: 'person.read', query: listResidentsQuery, run: listResidents });
