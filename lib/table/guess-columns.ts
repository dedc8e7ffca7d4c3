import { type OnboardingField, onboardingFields } from '../schemas/dry-run.ts';

export type Columns = Record<OnboardingField, number | null>;

const headings: Record<OnboardingField, RegExp> = {
  firstName: /^(first|given|fore) ?name$|^first$/,
  lastName: /^(last|family|sur) ?name$|^surname$|^last$/,
  email: /^e ?mail( address)?$/,
  phone: /^(phone|mobile|cell|telephone)( (number|phone))?$/,
  building: /^(building|property|community)( name)?$/,
  place: /^(doors?|unit|bundle|apartment|apt|home|key|doors? (or|and) bundles?)( (name|number|no))?$/,
  start: /^(start|starts|from|move in|lease start|lease from|begins|first day)( ?(date|on|s))?$/,
  end: /^(end|ends|until|to|move out|lease end|lease to|expires|last day)( ?(date|on|s))?$/,
};

/** Which column says what, by the words of a heading row; null where none of them is known. */
export function guessColumns(heading: readonly string[]): Columns | null {
  const words = heading.map((cell) =>
    cell
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim(),
  );
  const find = (field: OnboardingField) => {
    const index = words.findIndex((word) => headings[field].test(word));
    return index === -1 ? null : index;
  };
  const columns = {
    firstName: find('firstName'),
    lastName: find('lastName'),
    email: find('email'),
    phone: find('phone'),
    building: find('building'),
    place: find('place'),
    start: find('start'),
    end: find('end'),
  };
  return onboardingFields.some((field) => columns[field] !== null) ? columns : null;
}

/** For a table without a heading: the address by its form, and what stands around it in the usual order. */
export function guessFromRow(cells: readonly string[]): Columns {
  const email = cells.findIndex((cell) => cell.includes('@'));
  const at = (index: number) => (index < cells.length && index !== email ? index : null);
  return {
    firstName: at(0),
    lastName: at(1),
    email: email === -1 ? null : email,
    phone: null,
    building: null,
    place: email > 1 ? at(email + 1) : null,
    start: null,
    end: null,
  };
}
