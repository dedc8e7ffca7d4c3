import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { GuideName } from '#lib/guide/guides';
import { type Block, parseGuide } from '#lib/guide/parse-guide';

/** A guide as its page shows it. The text is the file in `docs/guide`, so that both are always the same. */
export async function readGuide(name: GuideName): Promise<Block[]> {
  return parseGuide(await readFile(path.join(process.cwd(), 'docs/guide', `${name}.md`), 'utf8'));
}
