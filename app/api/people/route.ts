import { getHandler } from '#server/auth/get-handler';
import { listPeople } from '#server/services/people/list-people';
import { listPeopleQuery } from '#server/services/people/list-query';

export const GET = getHandler({ permission: 'person.read', query: listPeopleQuery, run: listPeople });
