/**
 * Drawn on a 16 px grid with 1.5 px strokes; the words beside them carry the meaning, so they are hidden from readers.
 */
const paths = {
  overview: 'M2.5 7.2 8 2.5l5.5 4.7v6.3h-11zM6.5 13.5v-4h3v4',
  people:
    'M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 2.8a2.5 2.5 0 0 1 0 4.4M12.3 9.9c1.4.6 2.2 1.9 2.2 3.6',
  person: 'M8 7.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM2.75 14c0-2.8 2.2-4.5 5.25-4.5s5.25 1.7 5.25 4.5',
  building: 'M3 13.5v-11h7v11M10 6.5h3v7M1.5 13.5h13M5.5 5.5h2M5.5 8h2M5.5 10.5h2',
  portfolio: 'm8 2 6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3',
  unit: 'M2.5 13.5v-7L8 2.5l5.5 4v7zM6.5 13.5v-4h3v4',
  door: 'M4 13.5v-11h8v11M2 13.5h12M9.5 8v.5',
  calendar: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2v3M10.5 2v3',
  keypad: 'M3.5 2h9v12h-9zM6 5h.01M8 5h.01M10 5h.01M6 8h.01M8 8h.01M10 8h.01M8 11h.01',
  guest:
    'M6.5 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.75 13.5c0-2.5 2-4 4.75-4s4.75 1.5 4.75 4M12.5 4.5v4M10.5 6.5h4',
  operations: 'M2.5 5.5h9L9 3M13.5 10.5h-9L7 13',
  drift: 'M2.5 8h4l3-4h4M11.5 2l2 2-2 2M6.5 8l3 4h4M11.5 10l2 2-2 2',
  activity: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  settings:
    'M2 4.5h6M11.5 4.5H14M2 11.5h2.5M8 11.5h6M9.75 6.25a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5ZM6.25 13.25a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5Z',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.5 10.5l3 3',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  close: 'm4 4 8 8M12 4l-8 8',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  active: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM5.5 8.2l1.8 1.8 3.2-3.8',
  ended: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM5.5 8h5',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.75V8l2.25 1.5',
  history: 'M2.6 6.5A5.75 5.75 0 1 1 2.3 9M2.5 3v3.5H6M8 5v3.25l2.25 1.25',
  sync: 'M13 6.5A5.25 5.25 0 0 0 3.6 5M3 2.5V5h2.5M3 9.5A5.25 5.25 0 0 0 12.4 11M13 13.5V11h-2.5',
  question: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM6.4 6.4A1.65 1.65 0 1 1 8.7 8c-.5.25-.7.5-.7 1M8 11.2h.01',
  send: 'M14 2 1.8 6.6l5 2.6 2.6 5zM14 2 6.8 9.2',
  refused: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM3.8 3.8l8.4 8.4',
  warning: 'M8 2.25 14.5 13.5h-13zM8 6.5v3M8 11.5h.01',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.5v3.75M8 5h.01',
  'chevron-down': 'm4 6.25 4 4 4-4',
  'chevron-left': 'm9.75 4-4 4 4 4',
  'chevron-right': 'm6.25 4 4 4-4 4',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  eye: 'M1.5 8S3.75 3.75 8 3.75 14.5 8 14.5 8 12.25 12.25 8 12.25 1.5 8 1.5 8ZM8 9.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5Z',
  'eye-off':
    'M2 2l12 12M6.4 4c.5-.15 1-.25 1.6-.25 4.25 0 6.5 4.25 6.5 4.25s-.65 1.2-1.9 2.35M9.9 11.9c-.6.2-1.2.35-1.9.35C3.75 12.25 1.5 8 1.5 8s.75-1.4 2.2-2.6',
  download: 'M8 2v8M4.75 7 8 10.25 11.25 7M2.5 13.5h11',
  sort: 'M5 13V3M2.5 5.5 5 3l2.5 2.5M11 3v10M8.5 10.5 11 13l2.5-2.5',
  rows: 'M2.5 3.5h11M2.5 6.5h11M2.5 9.5h11M2.5 12.5h11',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  bookmark: 'M4.5 2.5h7v11L8 11l-3.5 2.5z',
  rail: 'M2 3h12v10H2zM6 3v10',
  sun: 'M8 10.75a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM8 1.5v1.25M8 13.25v1.25M1.5 8h1.25M13.25 8h1.25M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9',
  moon: 'M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1Z',
  screen: 'M2 3h12v8H2zM5.5 13.5h5',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2',
  book: 'M8 4.2C6.8 3.2 5 2.8 2.5 2.8v9.4c2.5 0 4.3.4 5.5 1.4 1.2-1 3-1.4 5.5-1.4V2.8C11 2.8 9.2 3.2 8 4.2ZM8 4.2v9.4',
  'sign-out': 'M9.5 2.5h-7v11h7M6.5 8h7.5M11.5 5.5 14 8l-2.5 2.5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      <path d={paths[name]} />
    </svg>
  );
}
