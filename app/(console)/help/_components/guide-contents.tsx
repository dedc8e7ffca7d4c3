import type { Block } from '#lib/guide/parse-guide';
import { headingId } from './heading-id.ts';

/** What is in a guide; beside it where there is room, above it on a phone. */
export function GuideContents({ blocks }: { blocks: readonly Block[] }) {
  const headings = blocks.flatMap((block) => (block.kind === 'heading' && block.level === 2 ? [block.text] : []));
  return (
    <nav
      aria-label="In this guide"
      className="text-sm max-lg:-order-1 lg:sticky lg:top-[calc(var(--banner-height)+1.5rem)]"
    >
      <ul className="grid gap-0.5 border-l border-line">
        {headings.map((text) => (
          <li key={text}>
            <a href={`#${headingId(text)}`} className="block py-1 pl-3 text-muted hover:text-ink max-sm:py-2.5">
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
