const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case uuid, the only spelling that OpenKit and our tables use. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuidPattern.test(value);

/** Stands for an id that is not made yet, where a form is checked as it would be sent. */
export const placeholderId = '00000000-0000-4000-8000-000000000000';
