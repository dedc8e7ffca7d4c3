import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light: light ?? '', dark: dark ?? '' },
  ]),
);

const surfaces = ['paper', 'raised', 'sunken', 'accent-soft'];
const texts = ['ink', 'muted', 'accent', 'waiting', 'stopped', 'scheduled'];
const onTheirOwn = [
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-stopped', 'stopped'],
  ['waiting', 'waiting-soft'],
  ['stopped', 'stopped-soft'],
  ['scheduled', 'scheduled-soft'],
  ['muted', 'waiting-soft'],
  ['muted', 'stopped-soft'],
  ['ink', 'waiting-soft'],
  ['ink', 'stopped-soft'],
  ['ink', 'scheduled-soft'],
] as const;
const textPairs = [...texts.flatMap((text) => surfaces.map((surface) => [text, surface] as const)), ...onTheirOwn];

test.each(textPairs)('%s can be read on %s, light and dark', (text, surface) => {
  for (const theme of ['light', 'dark'] as const) expect(contrast(text, surface, theme)).toBeGreaterThanOrEqual(4.5);
});

test.each(['paper', 'raised', 'sunken'])('the edge of a control and the focus ring are seen on %s', (surface) => {
  for (const theme of ['light', 'dark'] as const) {
    expect(contrast('edge', surface, theme)).toBeGreaterThanOrEqual(3);
    expect(contrast('accent', surface, theme)).toBeGreaterThanOrEqual(3);
  }
});

/** WCAG 2 contrast ratio of two tokens. */
function contrast(a: string, b: string, theme: 'light' | 'dark'): number {
  const [low = 0, high = 0] = [a, b].map((name) => luminance(hexOf(name, theme))).toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function hexOf(name: string, theme: 'light' | 'dark'): string {
  const token = tokens.get(name);
  if (!token) throw new Error(`no token --${name}`);
  return token[theme];
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
