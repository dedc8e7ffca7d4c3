import { getHandler } from '#server/auth/get-handler';
import { dryRunRowsQuery, listDryRunRows } from '#server/services/dry-runs/list-dry-run-rows';

export const GET = getHandler({ permission: 'operation.manage', query: dryRunRowsQuery, run: listDryRunRows });
