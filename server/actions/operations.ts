'use server';

import {
  decideDoorSchema,
  operationSchema,
  pauseOperationSchema,
  retryOperationSchema,
} from '#lib/schemas/operation-control';
import { action } from '../auth/action.ts';
import { cancelOperation as cancel } from '../services/operations/cancel-operation.ts';
import { decideDoor as decide } from '../services/operations/decide-door.ts';
import { pauseOperation as pause } from '../services/operations/pause-operation.ts';
import { retryOperation as retry } from '../services/operations/retry-operation.ts';

export const cancelOperation = action({
  name: 'cancelOperation',
  permission: 'operation.manage',
  input: operationSchema,
  run: cancel,
});

export const pauseOperation = action({
  name: 'pauseOperation',
  permission: 'operation.manage',
  input: pauseOperationSchema,
  run: pause,
});

export const retryOperation = action({
  name: 'retryOperation',
  permission: 'operation.manage',
  input: retryOperationSchema,
  run: retry,
});

export const decideDoor = action({
  name: 'decideDoor',
  permission: 'operation.manage',
  input: decideDoorSchema,
  run: decide,
});
