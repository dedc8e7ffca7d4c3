import { getHandler } from '#server/auth/get-handler';
import { listGuests } from '#server/services/guests/list-guests';
import { listGuestsQuery } from '#server/services/guests/list-query';

export const GET = getHandler({ permission: 'access.read', query: listGuestsQuery, run: listGuests });
