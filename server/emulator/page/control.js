/** Why a control call failed, fit to be shown. Its kind: `refused`, `needs_key` (one, or another one) or `lost` (no emulator). */
class ControlError extends Error {
  constructor(message, kind) {
    super(message);
    this.kind = kind;
  }
}

/** Calls the control API at `base` and returns its JSON. Throws a ControlError, whatever went wrong. */
export async function callControl(base, key, path, method = 'GET', body) {
  const answer = await ask(`${base}/_emulator${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(key ? { 'x-emulator-key': key } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json = await answer.json().catch(() => null);
  if (answer.ok && json !== null) return json;
  const message = json?.message ?? `The emulator answered ${answer.status} and nothing this page can read.`;
  throw new ControlError(message, kindOf(json));
}

function kindOf(json) {
  if (!json?.message) return 'lost';
  return json.message.includes('x-emulator-key') ? 'needs_key' : 'refused';
}

async function ask(url, options) {
  try {
    return await fetch(url, options);
  } catch {
    throw new ControlError('The emulator does not answer. This page goes on asking until it does.', 'lost');
  }
}
