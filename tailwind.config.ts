import reactAria from 'tailwindcss-react-aria-components';

/** Names for the tokens of app/tokens.css; there are no other colours and no other text sizes in the product. */
export default {
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      paper: 'var(--paper)',
      raised: 'var(--raised)',
      sunken: 'var(--sunken)',
      ink: 'var(--ink)',
      muted: 'var(--muted)',
      line: 'var(--line)',
      edge: 'var(--edge)',
      scrim: 'var(--scrim)',
      accent: {
        DEFAULT: 'var(--accent)',
        on: 'var(--on-accent)',
        soft: 'var(--accent-soft)',
        strong: 'var(--accent-strong)',
      },
      waiting: { DEFAULT: 'var(--waiting)', soft: 'var(--waiting-soft)' },
      stopped: { DEFAULT: 'var(--stopped)', on: 'var(--on-stopped)', soft: 'var(--stopped-soft)' },
      scheduled: { DEFAULT: 'var(--scheduled)', soft: 'var(--scheduled-soft)' },
    },
    fontSize: {
      xs: ['0.75rem', '1rem'],
      sm: ['0.8125rem', '1.125rem'],
      base: ['0.875rem', '1.25rem'],
      lg: ['1rem', '1.375rem'],
      xl: ['1.25rem', '1.625rem'],
      '2xl': ['1.625rem', '2rem'],
    },
    extend: {
      fontFamily: {
        sans: 'var(--font-latin-extended), var(--font-latin), system-ui, sans-serif',
        mono: 'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
      },
      boxShadow: { raised: '0 12px 32px -8px var(--shadow)' },
      borderRadius: { sm: '3px', DEFAULT: '5px', md: '5px', lg: '8px' },
    },
  },
  plugins: [reactAria],
};
