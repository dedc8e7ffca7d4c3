const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case uuid, the only spelling that OpenKit and our tables use. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuidPattern.test(value);
