import { getHandler } from '#server/auth/get-handler';
import { countGuests } from '#server/services/guests/list-guests';
import { countGuestsQuery } from '#server/services/guests/list-query';

export const GET = getHandler({ permission: 'access.read', query: countGuestsQuery, run: countGuests });
