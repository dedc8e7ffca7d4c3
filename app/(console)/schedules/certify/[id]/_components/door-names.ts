import type { CertificationView } from '#lib/schemas/certification';

/** "Gym, Lobby (Juniper Hall)", "Gym, Lobby and 4 more (2 buildings)". */
export function doorNames(doors: CertificationView['doors']): string {
  const names = doors.map(({ name }) => name);
  const buildings = [...new Set(doors.map(({ buildingName }) => buildingName))];
  const shown = names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
  return `${shown} (${buildings.length === 1 ? buildings[0] : `${buildings.length} buildings`})`;
}
