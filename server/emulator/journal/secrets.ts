const secretFields = new Set(['client_secret', 'otp', 'refresh_token', 'access_token', 'code']);

/** A request body fit for the journal: secrets replaced, everything else as sent. */
export function removeSecrets(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, secretFields.has(name) ? '[removed]' : value]),
  );
}
