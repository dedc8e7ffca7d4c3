/** Powers of 2 in the field of 256 elements that QR codes use (x⁸ + x⁴ + x³ + x² + 1), and their logarithms. */
const powers = Array<number>(255);
const logs = Array<number>(256).fill(0);
let power = 1;
for (let exponent = 0; exponent < 255; exponent += 1) {
  powers[exponent] = power;
  logs[power] = exponent;
  power = power < 128 ? power << 1 : (power << 1) ^ 0x11d;
}

const times = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (powers[((logs[a] ?? 0) + (logs[b] ?? 0)) % 255] ?? 0);

/** The Reed-Solomon words that follow a block of data. */
export function correctionWords(data: readonly number[], count: number): number[] {
  const generator = generatorOf(count);
  let rest = Array<number>(count).fill(0);
  for (const word of data) {
    const factor = word ^ (rest[0] ?? 0);
    rest = [...rest.slice(1), 0].map((value, at) => value ^ times(generator[at] ?? 0, factor));
  }
  return rest;
}

/** (x − 2⁰)(x − 2¹)…, highest power first, without its leading 1. */
function generatorOf(count: number): number[] {
  let product = [1];
  for (let root = 0; root < count; root += 1) {
    const scaled = product.map((value) => times(value, powers[root] ?? 0));
    product = [...product, 0].map((value, at) => value ^ (scaled[at - 1] ?? 0));
  }
  return product.slice(1);
}
