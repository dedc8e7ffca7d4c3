const separators = /[\s().-]/g;
const e164 = /^\+[1-9]\d{7,14}$/;

/** A phone in E.164, or null when it is none. OpenKit does not state the format; its example is `+1-111-111-1111`. */
export function normalisePhone(phone: string): string | null {
  const digits = phone.replace(separators, '');
  return e164.test(digits) ? digits : null;
}
