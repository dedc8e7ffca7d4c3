'use server';

import { changePlanSchema, changeVendorSchema, contactSharersSchema, createPlanSchema } from '#lib/schemas/plan';
import { action } from '../auth/action.ts';
import { changePlan as change } from '../services/plans/change-plan.ts';
import { changeVendor as changeCompany } from '../services/plans/change-vendor.ts';
import { findContactSharers as find } from '../services/plans/contact-sharers.ts';
import { createPlan as create } from '../services/plans/create-plan.ts';

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

export const changeVendor = action({
  name: 'changeVendor',
  permission: 'plan.manage',
  input: changeVendorSchema,
  run: changeCompany,
});

export const findContactSharers = action({
  name: 'findContactSharers',
  permission: 'plan.manage',
  input: contactSharersSchema,
  run: find,
});
