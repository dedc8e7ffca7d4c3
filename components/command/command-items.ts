import { looksLikeQuestion } from '#lib/questions/looks-like-question';
import type { SearchHit, SearchKind } from '#lib/schemas/search';
import type { IconName } from '@/components/ui/icon';
import type { NavItem } from '../shell/nav-items.ts';

export type CommandItem = { key: string; href: string; name: string; detail: string | null; icon: IconName };

const looks: Record<SearchKind, { icon: IconName; path: string; word: string }> = {
  person: { icon: 'person', path: '/people/', word: 'Person' },
  unit: { icon: 'unit', path: '/units/', word: 'Unit' },
  door: { icon: 'door', path: '/doors/', word: 'Door' },
  bundle: { icon: 'portfolio', path: '/bundles/', word: 'Bundle' },
  building: { icon: 'building', path: '/buildings/', word: 'Building' },
};

const questionsPage = '/schedules';

/**
 * What the command box offers for a text: pages of that name, what was found, and a question where it reads like one.
 */
export function commandItems(q: string, hits: readonly SearchHit[], pages: readonly NavItem[]): CommandItem[] {
  const asked = q.trim().toLowerCase();
  const found = hits.map(({ kind, id, name, detail }) => {
    const { icon, path, word } = looks[kind];
    return { key: id, href: path + id, name, detail: detail ? `${word} · ${detail}` : word, icon };
  });
  const named = pages
    .filter(({ label }) =>
      label
        .toLowerCase()
        .split(' ')
        .some((word) => word.startsWith(asked)),
    )
    .map(({ href, label, icon }) => ({ key: href, href, name: label, detail: 'Page', icon }));
  return [...question(q, pages), ...(asked.length > 2 ? [...found, ...named] : [...named, ...found])];
}

/** Only where the page that answers it exists and is this viewer's. */
function question(q: string, pages: readonly NavItem[]): CommandItem[] {
  const asked = q.trim();
  const isAnswered = pages.some(({ href }) => href === questionsPage);
  if (!isAnswered || asked === '' || !looksLikeQuestion(asked)) return [];
  const href = `${questionsPage}/who?${new URLSearchParams({ ask: asked })}`;
  return [{ key: 'question', href, name: `Who could open “${asked}”?`, detail: 'Question', icon: 'question' }];
}
