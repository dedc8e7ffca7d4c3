'use server';

import { changePlanSchema, createPlanSchema, phoneSharersSchema } from '#lib/schemas/plan';
import { action } from '../auth/entry.ts';
import { changePlan as change } from '../services/plans/change-plan.ts';
import { createPlan as create } from '../services/plans/create-plan.ts';
import { findPhoneSharers as find } from '../services/plans/phone-sharers.ts';

export const createPlan = action({
  name: 'createPlan',
  permission: 'plan.manage',
  input: createPlanSchema,
  run: create,
});

export const changePlan = action({
  name: 'changePlan',
  permission: 'plan.manage',
  input: changePlanSchema,
  run: change,
});

export const findPhoneSharers = action({
  name: 'findPhoneSharers',
  permission: 'plan.manage',
  input: phoneSharersSchema,
  run: find,
});
