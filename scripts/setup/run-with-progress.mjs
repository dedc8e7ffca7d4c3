import { spawn } from 'node:child_process';

const quietIntervalMs = 15_000;
const keptLines = 200;

/**
 * Runs a program, showing `label` with the seconds that have passed instead of its output.
 * Resolves to whether it succeeded and the last lines it wrote.
 * @returns {Promise<{ succeeded: boolean, output: string }>}
 */
export function runWithProgress(label, command, args, options = {}) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const stop = showProgress(label, seconds);
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => {
      output = `${output}${chunk}`.split('\n').slice(-keptLines).join('\n');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const finish = (succeeded) => {
      stop(succeeded ? `${label} done in ${seconds()} s` : `${label} failed after ${seconds()} s`);
      resolve({ succeeded, output });
    };
    child.once('error', (error) => {
      keep(error.message);
      finish(false);
    });
    child.once('close', (code) => finish(code === 0));
  });
}

function showProgress(label, seconds) {
  const isTerminal = process.stdout.isTTY;
  const write = () => process.stdout.write(isTerminal ? `\r${label} ${seconds()} s` : `${label} ${seconds()} s\n`);
  process.stdout.write(isTerminal ? label : `${label}\n`);
  const timer = setInterval(write, isTerminal ? 1000 : quietIntervalMs);
  return (text) => {
    clearInterval(timer);
    process.stdout.write(isTerminal ? `\r${text}\n` : `${text}\n`);
  };
}
