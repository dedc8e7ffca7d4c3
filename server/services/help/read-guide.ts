import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { GuideName } from '#lib/guide/guides';
import { type Block, parseGuide } from '#lib/guide/parse-guide';

/**
 * A guide as its page shows it. The text is the file in `docs/guide`, so that both are always the same; a picture that
 * was not taken yet is left out.
 */
export async function readGuide(name: GuideName): Promise<Block[]> {
  const blocks = parseGuide(await readFile(path.join(process.cwd(), 'docs/guide', `${name}.md`), 'utf8'));
  return blocks.filter(
    (block) => block.kind !== 'picture' || existsSync(path.join(process.cwd(), 'public/guide', block.file)),
  );
}
