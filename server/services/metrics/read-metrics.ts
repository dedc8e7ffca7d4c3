import { log } from '../../log.ts';
import { settings } from '../../settings.ts';
import { isHealthy } from '../health/is-healthy.ts';
import { databaseMetrics } from './database-metrics.ts';
import { exposition, gauge, gauges } from './exposition.ts';
import { processMetrics } from './process-metrics.ts';

/**
 * Everything worth watching, as Prometheus reads it. Without a database it still answers: with `gatehouse_healthy 0`
 * and this process's own numbers.
 */
export async function readMetrics(): Promise<string> {
  const [healthy, shared] = await Promise.all([
    isHealthy(),
    databaseMetrics().catch((error: unknown) => {
      log.warn({ err: error }, 'metrics are incomplete');
      return null;
    }),
  ]);
  return exposition([
    gauges('gatehouse_info', 'What runs here.', 'mode', { [settings().mode]: 1 }),
    gauge('gatehouse_healthy', '1 when the database answers and takes audit records.', healthy ? 1 : 0),
    gauge('gatehouse_metrics_complete', '0 when what the database knows is missing below.', shared ? 1 : 0),
    ...(shared ?? []),
    ...processMetrics(),
  ]);
}
