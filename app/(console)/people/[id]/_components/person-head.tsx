import type { ReactNode } from 'react';
import { fullName } from '#lib/names';
import type { PersonView } from '#lib/schemas/person';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { Contact } from './person-facts.tsx';

type Props = { person: PersonView; tab: 'access' | 'history'; action?: ReactNode };

/** Who this is, and the way between what they can open and what happened. */
export function PersonHead({ person, tab, action }: Props) {
  const { id } = person;
  const tabs = [
    { href: `/people/${id}`, label: 'Access', isCurrent: tab === 'access' },
    { href: `/people/${id}/history`, label: 'History', isCurrent: tab === 'history' },
  ];
  return (
    <PageHeader
      title={fullName(person)}
      facts={<Contact person={person} />}
      action={action}
      tabs={<Tabs label="About this person" tabs={tabs} />}
    />
  );
}
