import type { User } from './model.ts';
import { firstNames, lastNames } from './names.ts';
import type { Random } from './random.ts';

const reservedDomains = ['example.com', 'example.org', 'example.net'] as const;

type Person = Pick<User, 'email' | 'phone' | 'firstName' | 'lastName'>;

/** Names people; emails are unique, at domains nobody can own. A hostile name gets a harmless email. */
export function createNamer(random: Random): (hostile?: readonly [string, string]) => Person {
  const taken = new Map<string, number>();
  let count = 0;
  return (hostile) => {
    count += 1;
    const [firstName, lastName] = hostile ?? [random.pick(firstNames), random.pick(lastNames)];
    const local = hostile ? `hostile${count}` : `${plain(firstName)}.${plain(lastName)}`;
    const twin = (taken.get(local) ?? 0) + 1;
    taken.set(local, twin);
    return {
      firstName,
      lastName,
      email: `${local}${twin === 1 ? '' : twin}@${random.pick(reservedDomains)}`,
      phone: random.chance(0.7)
        ? `+1-555-${100 + (Math.floor(count / 10_000) % 900)}-${String(count % 10_000).padStart(4, '0')}`
        : null,
    };
  };
}

const plainNames = new Map<string, string>();

function plain(name: string): string {
  const known = plainNames.get(name);
  if (known !== undefined) return known;
  const made = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  plainNames.set(name, made);
  return made;
}
