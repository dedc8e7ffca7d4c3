const e164 = /^\+[1-9]\d{7,14}$/;

/**
 * A phone number as E.164 (`+14155550123`), for comparing numbers; null when it cannot be one. A number without a
 * country code is read as North American, where OpenKit's doors are: ten digits, or eleven with a leading 1.
 */
export function normalisePhone(text: string): string | null {
  const withoutExtras = text
    .normalize('NFKC')
    .trim()
    .replace(/^(\+\d{1,3})\s*\(0\)/, '$1')
    .replace(/[\s().\-\u2010-\u2015/]/g, '');
  const number = withoutExtras.replace(/^(00|011)(?=[1-9])/, '+').replace(/^1?([2-9]\d{9})$/, '+1$1');
  return e164.test(number) ? number : null;
}
