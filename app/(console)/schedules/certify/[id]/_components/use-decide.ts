import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Page } from '#lib/page';
import { certificationQuery, certificationRows } from '#lib/queries/certification';
import type { CertificationRow, RowDecision } from '#lib/schemas/certification';
import { decideRows } from '#server/actions/certifications';
import { ask } from '@/components/action/ask';
import { showFailure } from '@/components/ui/show-failure';

type Change = { decision: RowDecision | null; comment?: string };

/**
 * Saves what was decided about rows. Saves of one caller wait for each other, so that a comment and a decision made at
 * once do not refuse one another. A refusal is said, and shows the rows as they stand.
 */
export function useDecide(certificationId: string) {
  const client = useQueryClient();
  const path = certificationRows(certificationId).path;
  const [pending, setPending] = useState(0);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const patch = (ids: readonly string[], changed: (row: CertificationRow) => Partial<CertificationRow>) =>
    client.setQueriesData<Page<CertificationRow>>(
      { queryKey: [path, 'page'] },
      (page) =>
        page && { ...page, items: page.items.map((row) => (ids.includes(row.id) ? { ...row, ...changed(row) } : row)) },
    );

  const send = async (ids: readonly string[], change: Change): Promise<boolean> => {
    const pages = client.getQueriesData<Page<CertificationRow>>({ queryKey: [path, 'page'] });
    const known = new Map(pages.flatMap(([, page]) => page?.items ?? []).map((row) => [row.id, row]));
    const rows = ids.flatMap((id) => {
      const row = known.get(id);
      return row ? [{ accessId: id, version: row.version }] : [];
    });
    const answer = await ask(decideRows({ certificationId, rows, ...change }));
    if (!answer.ok) {
      showFailure(answer.error);
      await client.invalidateQueries({ queryKey: [path] });
      return false;
    }
    const { decision: _, ...said } = change;
    patch(ids, ({ version }) => ({ ...said, ...answer.value, version: version + 1 }));
    void client.invalidateQueries({ queryKey: certificationQuery(certificationId).queryKey });
    return true;
  };
  const decide = (ids: readonly string[], change: Change): Promise<boolean> => {
    setPending((count) => count + 1);
    // What is pressed shows at once, without a name; who decided stands there once it is saved.
    patch(ids, () => ({ decision: change.decision, decidedBy: null }));
    const sent = queue.current.then(() => send(ids, change)).finally(() => setPending((count) => count - 1));
    queue.current = sent;
    return sent;
  };
  return { decide, isPending: pending > 0 };
}
