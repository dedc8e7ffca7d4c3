import { getHandler } from '#server/auth/get-handler';
import { countResidentsQuery } from '#server/services/residents/list-query';
import { countResidents } from '#server/services/residents/list-residents';

export const GET = getHandler({ permission: 'person.read', query: countResidentsQuery, run: countResidents });
