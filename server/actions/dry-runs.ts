'use server';

import { confirmDryRunSchema, planBulkSchema, planMissingSchema, planOnboardingSchema } from '#lib/schemas/dry-run';
import { action } from '../auth/action.ts';
import { confirmDryRun as confirm } from '../services/dry-runs/confirm-dry-run.ts';
import { planBulk as plan } from '../services/dry-runs/plan-bulk.ts';
import { planMissing as missing } from '../services/dry-runs/plan-missing.ts';
import { planOnboarding as onboard } from '../services/dry-runs/plan-onboarding.ts';

export const planBulk = action({
  name: 'planBulk',
  permission: 'operation.manage',
  input: planBulkSchema,
  run: plan,
});

export const confirmDryRun = action({
  name: 'confirmDryRun',
  permission: 'operation.manage',
  isSensitive: true,
  input: confirmDryRunSchema,
  run: confirm,
});

export const planMissing = action({
  name: 'planMissing',
  permission: 'access.grant',
  input: planMissingSchema,
  run: missing,
});

export const planOnboarding = action({
  name: 'planOnboarding',
  permission: 'access.grant',
  input: planOnboardingSchema,
  run: onboard,
});
