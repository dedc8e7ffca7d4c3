import Link from 'next/link';

/** A person in a row of a list. OpenKit may leave both names out: a link without a word could not be followed. */
export const PersonLink = ({ person: { id, name } }: { person: { id: string; name: string } }) => (
  <Link href={`/people/${id}`} prefetch={false} tabIndex={-1} dir="auto" className="font-medium">
    {name.trim() || 'No name'}
  </Link>
);
