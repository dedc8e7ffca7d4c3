import { correctionWords } from './error-correction.ts';

/** For each version from 1: words of data, blocks they are cut to, correction words a block (level L), and alignment. */
const versions = [
  { data: 19, blocks: 1, correction: 7, centres: [] },
  { data: 34, blocks: 1, correction: 10, centres: [6, 18] },
  { data: 55, blocks: 1, correction: 15, centres: [6, 22] },
  { data: 80, blocks: 1, correction: 20, centres: [6, 26] },
  { data: 108, blocks: 1, correction: 26, centres: [6, 30] },
  { data: 136, blocks: 2, correction: 18, centres: [6, 34] },
  { data: 156, blocks: 2, correction: 20, centres: [6, 22, 38] },
  { data: 194, blocks: 2, correction: 24, centres: [6, 24, 42] },
  { data: 232, blocks: 2, correction: 30, centres: [6, 26, 46] },
  { data: 274, blocks: 4, correction: 18, centres: [6, 28, 50] },
] as const;

type Version = (typeof versions)[number];

/**
 * Rows of a QR code (ISO/IEC 18004, byte mode, level L, mask 0: readers take any), true = dark. Text of up to 271
 * bytes; throws RangeError for more.
 */
export function qrCode(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const number = versions.findIndex(({ data }, at) => bytes.length + (at < 9 ? 2 : 3) <= data) + 1;
  const version = versions[number - 1];
  if (!version) throw new RangeError('too long for a QR code of version 10');
  const size = 17 + 4 * number;
  const isFree: boolean[][] = Array.from({ length: size }, () => Array(size).fill(true));
  const isDark: boolean[][] = Array.from({ length: size }, () => Array(size).fill(false));
  const set = (x: number, y: number, dark: boolean) => {
    const [free, row] = [isFree[y], isDark[y]];
    if (!free || !row || x < 0 || x >= size) return;
    free[x] = false;
    row[x] = dark;
  };
  drawPatterns(size, number, version, set);
  placeBits(bitsOf(bytes, number, version), isFree, isDark);
  return isDark;
}

type Set = (x: number, y: number, dark: boolean) => void;

function drawPatterns(size: number, number: number, { centres }: Version, set: Set): void {
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    drawSquare(x, y, 4, (ring) => ring !== 2 && ring !== 4, set);
  }
  const last = centres.at(-1) ?? 0;
  for (const x of centres) {
    for (const y of centres) {
      const isFinder = (x === 6 && (y === 6 || y === last)) || (x === last && y === 6);
      if (!isFinder) drawSquare(x, y, 2, (ring) => ring !== 1, set);
    }
  }
  drawFormat(size, set);
  if (number >= 7) drawVersion(size, number, set);
}

function drawSquare(x: number, y: number, reach: number, isDark: (ring: number) => boolean, set: Set): void {
  for (let dx = -reach; dx <= reach; dx += 1) {
    for (let dy = -reach; dy <= reach; dy += 1) set(x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
  }
}

/** Level L and mask 0, with their check bits, twice. */
function drawFormat(size: number, set: Set): void {
  const bits = withRemainder(0b01000, 10, 0x537) ^ 0x5412;
  for (let at = 0; at < 15; at += 1) {
    const dark = ((bits >> at) & 1) === 1;
    const near = at < 6 ? at : at < 8 ? at + 1 : at === 8 ? 7 : 14 - at;
    if (at < 8) set(8, near, dark);
    else set(near, 8, dark);
    if (at < 8) set(size - 1 - at, 8, dark);
    else set(8, size - 15 + at, dark);
  }
  set(8, size - 8, true);
}

function drawVersion(size: number, number: number, set: Set): void {
  const bits = withRemainder(number, 12, 0x1f25);
  for (let at = 0; at < 18; at += 1) {
    const [far, near] = [size - 11 + (at % 3), Math.floor(at / 3)];
    set(far, near, ((bits >> at) & 1) === 1);
    set(near, far, ((bits >> at) & 1) === 1);
  }
}

/** A value followed by the remainder of its division, as many bits as the divisor's degree. */
function withRemainder(value: number, degree: number, divisor: number): number {
  let rest = value;
  for (let at = 0; at < degree; at += 1) rest = (rest << 1) ^ ((rest >> (degree - 1)) * divisor);
  return (value << degree) | rest;
}

/** Mode, length, bytes, padding; cut to blocks, corrected, and dealt out word by word. */
function bitsOf(bytes: Uint8Array, number: number, { data, blocks, correction }: Version): boolean[] {
  const head = `0100${bytes.length.toString(2).padStart(number < 10 ? 8 : 16, '0')}`;
  const text = head + [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const ended = text.padEnd(Math.min(text.length + 4, 8 * data), '0');
  const stated = ended.padEnd(8 * Math.ceil(ended.length / 8), '0').match(/.{8}/g) ?? [];
  const words = stated.map((word) => Number.parseInt(word, 2));
  for (let at = 0; words.length < data; at += 1) words.push(at % 2 === 0 ? 0xec : 0x11);

  const short = Math.floor(data / blocks);
  const cut: number[][] = [];
  for (let start = 0, block = 0; block < blocks; block += 1) {
    const length = short + (block >= blocks - (data % blocks) ? 1 : 0);
    cut.push(words.slice(start, start + length));
    start += length;
  }
  const dealt = [...deal(cut), ...deal(cut.map((block) => correctionWords(block, correction)))];
  return dealt.flatMap((word) => Array.from({ length: 8 }, (_, at) => ((word >> (7 - at)) & 1) === 1));
}

const deal = (blocks: number[][]): number[] =>
  Array.from({ length: Math.max(...blocks.map((block) => block.length)) }, (_, at) =>
    blocks.flatMap((block) => block.slice(at, at + 1)),
  ).flat();

/** Upwards and downwards in columns two wide from the right, past what is drawn; every other module turned over. */
function placeBits(bits: boolean[], isFree: boolean[][], isDark: boolean[][]): void {
  const size = isDark.length;
  let at = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    const isUpwards = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const y = isUpwards ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = isDark[y];
        if (!row || !isFree[y]?.[x]) continue;
        row[x] = (bits[at] ?? false) !== ((x + y) % 2 === 0);
        at += 1;
      }
    }
  }
}
