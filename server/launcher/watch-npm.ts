import { readFileSync } from 'node:fs';

const intervalMs = 1000;

/**
 * Calls `onGone` when the npm that started us ended. npm dies of a signal without passing it on through its shell, and
 * would leave us running with nobody to stop us. Started otherwise (a service, nohup), we outlive our parent.
 */
export function watchNpm(onGone: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const started = ancestry();
  const watch = setInterval(() => {
    if (ancestry() === started) return;
    clearInterval(watch);
    onGone();
  }, intervalMs);
  watch.unref();
}

/** Our parent (npm's shell) and, where the system tells, its parent (npm): an orphan gets another one at once. */
function ancestry(): string {
  return `${process.ppid} ${process.platform === 'linux' ? parentOf(process.ppid) : ''}`;
}

function parentOf(pid: number): string {
  try {
    return /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}
