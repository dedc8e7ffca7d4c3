import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { CodeSheet } from '#lib/schemas/code-sheet';
import { PaperSheet } from './paper-sheet.tsx';

test('the name of whoever printed a sheet stands behind every row, however many pages there are', () => {
  const rows = Array.from({ length: 120 }, (_, index): CodeSheet['rows'][number] => ({
    personId: `p${index}`,
    personName: `Guest ${index}`,
    doorId: 'd',
    doorName: 'Gym',
    code: null,
  }));
  const printed = { printedBy: 'Maya Owens', printedAt: '2026-03-01T09:00:00.000Z', requestId: '0123456789' };
  const sheet = { buildingName: 'Juniper Hall', day: '2026-03-01', timeZone: 'UTC', ...printed, rows };
  const [head = '', body = ''] = renderToStaticMarkup(<PaperSheet sheet={sheet} />).split('<tbody>');
  const marked = body.split('</tr>').filter((row) => row.includes('Guest') && row.includes('Maya Owens ·'));
  expect(marked).toHaveLength(rows.length);
  expect(head).toContain('Maya Owens ·');
});
