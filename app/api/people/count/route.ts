import { getHandler } from '#server/auth/get-handler';
import { countPeople } from '#server/services/people/list-people';
import { countPeopleQuery } from '#server/services/people/list-query';

export const GET = getHandler({ permission: 'person.read', query: countPeopleQuery, run: countPeople });
