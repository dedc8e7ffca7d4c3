import Link from 'next/link';

/** A person in a row of a list. */
export const PersonLink = ({ person: { id, name } }: { person: { id: string; name: string } }) => (
  <Link href={`/people/${id}`} prefetch={false} tabIndex={-1} dir="auto" className="font-medium">
    {name}
  </Link>
);
