import type { NavItem } from '@/components/shell/nav-items';

/** The pages that exist, in the order of the rail. */
export const navItems: readonly NavItem[] = [
  { href: '/', label: 'Overview', icon: 'overview', isMain: true },
  { href: '/people', label: 'People', icon: 'people', isMain: true },
  { href: '/doors', label: 'Doors', icon: 'door', isMain: true },
  { href: '/units', label: 'Units', icon: 'unit', isMain: true },
  { href: '/buildings', label: 'Buildings', icon: 'building' },
  { href: '/accesses', label: 'Accesses', icon: 'calendar' },
  { href: '/schedules', label: 'Schedules', icon: 'clock' },
  { href: '/doorcodes', label: 'Doorcodes', icon: 'keypad' },
  { href: '/guests', label: 'Guests', icon: 'guest' },
  { href: '/operations', label: 'Operations', icon: 'operations' },
  { href: '/tasks', label: 'Tasks', icon: 'check' },
  { href: '/history', label: 'History', icon: 'history' },
  { href: '/drift', label: 'Drift', icon: 'drift' },
  { href: '/activity', label: 'Activity', icon: 'activity', permission: 'audit.read' },
  { href: '/settings', label: 'Settings', icon: 'settings' },
];
