/** Said in place of a name that OpenKit leaves out. */
export const noName = 'No name';

/** How a person is called wherever they are shown; `personName` says the same in SQL. */
export const fullName = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`.trim() || noName;
