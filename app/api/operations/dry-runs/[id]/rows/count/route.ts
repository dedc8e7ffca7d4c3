import { z } from 'zod';
import { getHandler } from '#server/auth/get-handler';
import { countDryRunRows, dryRunRowsFilter } from '#server/services/dry-runs/list-dry-run-rows';

export const GET = getHandler({
  permission: 'operation.manage',
  query: z.strictObject(dryRunRowsFilter),
  run: countDryRunRows,
});
