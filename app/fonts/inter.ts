import localFont from 'next/font/local';

/**
 * Inter, cut to the weights the pages use (fontTools: `instancer` to wght=400:600, then `subset` with calt, ccmp, locl,
 * tnum, pnum, kern, mark). Latin is preloaded; the extended letters come only where a name needs them.
 */
const latin = localFont({
  src: './inter-latin-wght-normal.woff2',
  variable: '--font-latin',
  weight: '400 600',
  display: 'swap',
});

const latinExtended = localFont({
  src: './inter-latin-ext-wght-normal.woff2',
  variable: '--font-latin-extended',
  weight: '400 600',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2C60-2C7F,U+A720-A7FF',
    },
  ],
});

export const fontVariables = `${latin.variable} ${latinExtended.variable}`;
