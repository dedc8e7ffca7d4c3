import { monitorEventLoopDelay } from 'node:perf_hooks';
import { singleton } from '../../singleton.ts';
import { gauge, type Metric } from './exposition.ts';

const nanosecondsPerSecond = 1e9;

/** The process that answers, under the names that dashboards for Node expect. */
export function processMetrics(): Metric[] {
  const memory = process.memoryUsage();
  return [
    gauge('process_resident_memory_bytes', 'Memory of this web process.', memory.rss),
    gauge('nodejs_heap_size_used_bytes', 'Heap of this web process.', memory.heapUsed),
    gauge('process_start_time_seconds', 'When this web process started.', performance.timeOrigin / 1000),
    gauge(
      'nodejs_eventloop_lag_p99_seconds',
      'How late timers were since this process was last asked; 99 of 100 were less.',
      lagSinceLastAsked(),
    ),
  ];
}

function lagSinceLastAsked(): number {
  const histogram = singleton('event-loop-delay', () => {
    const made = monitorEventLoopDelay({ resolution: 20 });
    made.enable();
    return made;
  });
  const lag = histogram.count > 0 ? histogram.percentile(99) / nanosecondsPerSecond : 0;
  histogram.reset();
  return lag;
}
