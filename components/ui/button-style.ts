export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

const base =
  'inline-flex max-w-full shrink-0 items-center justify-center gap-2 rounded font-medium whitespace-nowrap select-none ' +
  'h-8 px-3 max-sm:h-11 max-sm:px-4 aria-disabled:cursor-not-allowed not-aria-busy:aria-disabled:opacity-60 transition-colors duration-100';

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-accent-on not-aria-disabled:hover:bg-accent-strong',
  secondary: 'border border-edge bg-raised text-ink not-aria-disabled:hover:bg-sunken',
  quiet: 'text-ink not-aria-disabled:hover:bg-sunken',
  danger: 'bg-stopped text-stopped-on not-aria-disabled:hover:brightness-110',
};

/** Classes for anything that looks like a button; shared with links. One primary to a page. */
export const buttonStyle = (variant: ButtonVariant = 'secondary'): string => `${base} ${variants[variant]}`;
