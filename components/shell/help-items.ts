import { guides } from '#lib/guide/guides';
import type { MenuItem } from '@/components/ui/menu-list';

/** Where help is, from any page. */
export const helpItems: readonly MenuItem[] = guides.map(({ name, title }) => ({
  id: `help-${name}`,
  href: `/help/${name}`,
  label: title,
  icon: 'book',
}));
