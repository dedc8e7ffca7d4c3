import { id } from './search-params.ts';

/** Where somebody looks: a portfolio, a building of it, or everywhere their rights reach. Both are ids, empty = any. */
export type Area = { portfolio: string; building: string };

export const everywhere: Area = { portfolio: '', building: '' };

/** What every page that can be narrowed has in its address, under these names. */
export const areaParams = { portfolio: id, building: id };

export const areaOf = (search: URLSearchParams): Area => ({
  portfolio: idIn(search, 'portfolio'),
  building: idIn(search, 'building'),
});

function idIn(search: URLSearchParams, name: keyof Area): string {
  const value = search.get(name) ?? '';
  return areaParams[name].accepts(value) ? value : '';
}

/**
 * Pages whose address may name an area: it can be changed there, and the menu carries it from one to the next. Those
 * below another stand after it.
 */
const areaPages = [
  '/',
  '/people',
  '/doors',
  '/units',
  '/bundles',
  '/buildings',
  '/portfolios',
  '/accesses',
  '/history',
  '/drift',
  '/doorcodes',
  '/guests',
  '/operations',
  '/tasks',
  '/walk',
  '/schedules',
  '/schedules/who',
  '/schedules/ending',
  '/schedules/plans',
  '/schedules/vendors',
  '/schedules/certify',
  '/activity',
];

export const hasArea = (pathname: string): boolean => areaPages.includes(pathname);

/** Where a choice of area leads: the page itself, the list a page belongs to, or else the overview. */
export const areaPageFor = (pathname: string): string =>
  areaPages.findLast((path) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`))) ?? '/';

/** `/accesses?state=waiting` → the same list in this area. Other pages are not about one and stay as they are. */
export function inArea(address: string, { portfolio, building }: Area): string {
  const [path = '', search = ''] = address.split('?');
  if (!hasArea(path)) return address;
  const params = new URLSearchParams(search);
  if (portfolio) params.set('portfolio', portfolio);
  if (building) params.set('building', building);
  return params.size === 0 ? path : `${path}?${params}`;
}
