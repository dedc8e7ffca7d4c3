import { permissionWords } from '#lib/messages/permission-words';
import { roleNames } from '#lib/messages/role-names';
import { may, operationCap, permissions, type Role, revealsAnHour, roles } from '#lib/permissions';
import { Icon } from '@/components/ui/icon';

const limits = [
  { label: 'Most people or doors changed at once', of: operationCap },
  { label: 'Most people whose doorcodes are looked at within an hour', of: revealsAnHour },
];

/** The policy as a table: what can be done here, and which roles may. One's own role stands out. */
export function RoleTable({ ownRole }: { ownRole: Role }) {
  const tint = (role: Role) => (role === ownRole ? 'bg-accent-soft' : '');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls sideways, and keys must be able to.
    <section aria-label="What each role may do" tabIndex={0} className="relative overflow-x-auto py-6">
      <table className="w-full min-w-140 sm:min-w-180 border-collapse text-left">
        <thead>
          <tr className="border-b border-line align-bottom *:px-2 *:py-2">
            <th scope="col" className="bg-paper font-medium max-sm:sticky max-sm:left-0">
              What
            </th>
            {roles.map((role) => (
              <th key={role} scope="col" className={`w-28 max-sm:w-20 text-center text-sm font-medium ${tint(role)}`}>
                {roleNames[role]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissions.map((permission) => (
            <tr key={permission} className="border-b border-line *:px-2 *:py-2">
              <th scope="row" className="bg-paper font-normal max-sm:sticky max-sm:left-0">
                {permissionWords[permission]}
              </th>
              {roles.map((role) => (
                <td key={role} className={`text-center ${tint(role)}`}>
                  {may(role, permission) ? <Yes /> : <No />}
                </td>
              ))}
            </tr>
          ))}
          {limits.map(({ label, of }) => (
            <tr key={label} className="border-b border-line *:px-2 *:py-2">
              <th scope="row" className="bg-paper font-normal max-sm:sticky max-sm:left-0">
                {label}
              </th>
              {roles.map((role) => (
                <td key={role} className={`text-center ${tint(role)}`}>
                  {of[role] === 0 ? <No /> : of[role].toLocaleString('en')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-4 max-w-prose text-sm text-muted">
        A role applies in the portfolios and buildings it was given for; an owner’s applies everywhere. What is outside
        looks as if it did not exist. An auditor may be limited to single doors and to an end date.
      </p>
    </section>
  );
}

const Yes = () => (
  <>
    <Icon name="check" className="mx-auto text-accent" />
    <span className="sr-only">Yes</span>
  </>
);

const No = () => (
  <>
    <span aria-hidden="true" className="text-muted">
      –
    </span>
    <span className="sr-only">No</span>
  </>
);
