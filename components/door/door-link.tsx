import Link from 'next/link';

/** A door in a row of a list. Links in rows are no tab stops of their own: arrows reach them. */
export function DoorLink({
  door: { id, name },
  className,
}: {
  door: { id: string; name: string };
  className?: string;
}) {
  return (
    <Link href={`/doors/${id}`} prefetch={false} tabIndex={-1} dir="auto" title={name} className={className}>
      {name}
    </Link>
  );
}
