import { counted, listed } from '#lib/messages/counts';
import { roleNames, roleSentences } from '#lib/messages/role-names';
import type { AccountView } from '#lib/schemas/account';
import { FactList } from '@/components/ui/fact-list';

const shownNames = 8;

/** Name, email, role and where it holds, in words. */
export function AccountFacts({ account }: { account: AccountView }) {
  return (
    <FactList
      facts={[
        { label: 'Name', value: <bdi>{account.name}</bdi> },
        { label: 'Email', value: <bdi>{account.email}</bdi> },
        {
          label: 'Role',
          value: (
            <>
              {roleNames[account.role]}
              <span className="block text-muted">{roleSentences[account.role]}</span>
            </>
          ),
        },
        { label: 'Where', value: <Scope scope={account.scope} /> },
      ]}
    />
  );
}

function Scope({ scope }: { scope: AccountView['scope'] }) {
  if (scope === 'all') return 'Every portfolio and building';
  const { portfolios, buildings, doors } = scope;
  if (portfolios.length + buildings.length + doors.length === 0) return 'Nowhere yet: ask the owner of this Gatehouse';
  return (
    <>
      {portfolios.length > 0 && <Names of="portfolio" names={portfolios} isWhole />}
      {buildings.length > 0 && <Names of="building" names={buildings} />}
      {doors.length > 0 && <Names of="door" names={doors} />}
    </>
  );
}

function Names({ of, names, isWhole = false }: { of: string; names: string[]; isWhole?: boolean }) {
  return (
    <span className="block" title={names.join(', ')}>
      {counted(names.length, isWhole ? `whole ${of}` : of)}
      <bdi className="block text-muted">{listed(names, shownNames)}</bdi>
    </span>
  );
}
