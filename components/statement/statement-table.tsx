type Row = { key: string; cells: string[] };

/** A plain table for paper. Names keep their own direction. */
export function StatementTable({
  title,
  empty,
  heads,
  rows,
}: {
  title: string;
  empty: string;
  heads: string[];
  rows: Row[];
}) {
  return (
    <section aria-label={title} className="grid gap-2">
      <h3 className="font-semibold">{title}</h3>
      {rows.length === 0 ? (
        <p className="text-muted">{empty}</p>
      ) : (
        <table className="w-full table-fixed border-collapse text-left text-sm">
          <thead className="text-muted">
            <tr className="border-b border-line *:py-1.5 *:pr-3 *:font-normal">
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key} className="break-inside-avoid border-b border-line align-top *:py-1.5 *:pr-3">
                {cells.map((cell, index) => (
                  <td key={heads[index]} dir="auto" className="wrap-anywhere">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
