export type Toast = { id: number; tone: 'done' | 'waiting' | 'failed'; text: string; requestId: string };

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const lifetimeMs = 6000;

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export const dismissToast = (id: number): void => publish(toasts.filter((toast) => toast.id !== id));

/**
 * Shows one sentence for six seconds and has it read out. Failures stay until closed; what a server refused is told by
 * `showFailure`. Browser only.
 */
export function showToast(text: string, tone: Toast['tone'] = 'done', requestId = ''): void {
  const id = nextId++;
  publish([...toasts.slice(-2), { id, tone, text, requestId }]);
  if (tone !== 'failed') setTimeout(() => dismissToast(id), lifetimeMs);
}

export const currentToasts = (): readonly Toast[] => toasts;

const none: readonly Toast[] = [];
export const toastsOnServer = (): readonly Toast[] => none;

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
