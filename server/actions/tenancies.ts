'use server';

import {
  extendLeaseSchema,
  moveInSchema,
  moveOutSchema,
  proveMovedOutSchema,
  transferSchema,
} from '#lib/schemas/tenancy';
import { action } from '../auth/action.ts';
import { extendLease as extend } from '../services/tenancies/extend-lease.ts';
import { moveIn as runMoveIn } from '../services/tenancies/move-in.ts';
import { moveOut as runMoveOut } from '../services/tenancies/move-out.ts';
import { proveMovedOut as prove } from '../services/tenancies/prove-moved-out.ts';
import { transfer as runTransfer } from '../services/tenancies/transfer.ts';

export const moveIn = action({ name: 'moveIn', permission: 'tenancy.manage', input: moveInSchema, run: runMoveIn });

export const moveOut = action({ name: 'moveOut', permission: 'tenancy.manage', input: moveOutSchema, run: runMoveOut });

export const proveMovedOut = action({
  name: 'proveMovedOut',
  permission: 'tenancy.manage',
  input: proveMovedOutSchema,
  run: (session, { personIds }) => prove(session, personIds),
});

export const extendLease = action({
  name: 'extendLease',
  permission: 'tenancy.manage',
  input: extendLeaseSchema,
  run: extend,
});

export const transfer = action({
  name: 'transfer',
  permission: 'tenancy.manage',
  input: transferSchema,
  run: runTransfer,
});
