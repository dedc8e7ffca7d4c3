import { userPage } from '../contract/answers.ts';
import { user as userSchema } from '../contract/entities.ts';
import { pageQuery } from '../contract/requests.ts';
import { route } from '../contract/route.ts';
import { notFound } from '../rules/refusal.ts';
import { pageBytes } from './page-bytes.ts';
import { pageOf } from './paging.ts';
import { renderUser } from './render.ts';
import { userText } from './user-text.ts';

/** The partner's users with their accesses, in the order they were created. First token "0". */
export const listUsers = route({
  method: 'GET',
  path: '/v1/users',
  operationId: 'listUsers',
  query: pageQuery,
  answers: { 200: userPage },
  handle: ({ work, readings, faults, query }) => {
    const { items, next } = pageOf(work.world.users, { ...query, firstToken: 0 }, readings, faults);
    const rows = items.flatMap((user) => {
      const stale = faults.staleUser(user.uuid, 'list');
      if (stale === null) return [];
      return stale === undefined ? userText(user, work) : JSON.stringify(stale);
    });
    return { status: 200, json: pageBytes('users', rows, next) };
  },
});

export const getUser = route({
  method: 'GET',
  path: '/v1/users/{userUuid}',
  operationId: 'getUser',
  answers: { 200: userSchema },
  handle: ({ work, faults, params }) => {
    const user = work.world.user(params.userUuid ?? '');
    if (!user) throw notFound();
    const stale = faults.staleUser(user.uuid, 'detail');
    if (stale === null) throw notFound();
    return { status: 200, body: stale ?? renderUser(user, work, false) };
  },
});
