import { redirect } from 'next/navigation';

/** Until there is an overview, the day starts with people. */
export default function HomePage(): never {
  redirect('/people');
}
