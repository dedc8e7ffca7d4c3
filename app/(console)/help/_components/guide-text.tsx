import Link from 'next/link';
import type { Block, Inline } from '#lib/guide/parse-guide';
import { headingId } from './heading-id.ts';

/** The text of a guide. Its first heading is the title of the page and left out here. */
export function GuideText({ blocks }: { blocks: readonly Block[] }) {
  return (
    <article className="grid max-w-3xl gap-4 text-base leading-relaxed">
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text of a guide does not change.
        <BlockOf key={index} block={block} />
      ))}
    </article>
  );
}

const headingStyle = 'scroll-mt-12 tracking-tight';

function BlockOf({ block }: { block: Block }) {
  if (block.kind === 'heading') return <HeadingOf block={block} />;
  if (block.kind === 'paragraph') {
    return (
      <p className="max-w-prose">
        <Line content={block.content} />
      </p>
    );
  }
  if (block.kind === 'picture') {
    return (
      <a
        href={`/guide/${block.file}`}
        target="_blank"
        title="Show it larger"
        className="my-2 block cursor-zoom-in"
        rel="noopener"
      >
        {/* biome-ignore lint/performance/noImgElement: pictures of text, which shrinking to the window's size would blur. */}
        <img
          src={`/guide/${block.file}`}
          alt={block.alt}
          width={1440}
          height={900}
          loading="lazy"
          className="h-auto w-full rounded-lg border border-line"
        />
      </a>
    );
  }
  const List = block.isOrdered ? 'ol' : 'ul';
  return (
    <List className={`grid max-w-prose gap-2 pl-6 ${block.isOrdered ? 'list-decimal' : 'list-disc'}`}>
      {block.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text of a guide does not change.
        <li key={index}>
          <Line content={item} />
        </li>
      ))}
    </List>
  );
}

function HeadingOf({ block }: { block: Extract<Block, { kind: 'heading' }> }) {
  if (block.level === 1) return null;
  const id = headingId(block.text);
  return block.level === 2 ? (
    <h2 id={id} className={`${headingStyle} mt-4 text-lg font-semibold first:mt-0`}>
      {block.text}
    </h2>
  ) : (
    <h3 id={id} className={`${headingStyle} mt-2 font-semibold`}>
      {block.text}
    </h3>
  );
}

function Line({ content }: { content: readonly Inline[] }) {
  return content.map((piece, index) => {
    // biome-ignore-start lint/suspicious/noArrayIndexKey: the text of a guide does not change.
    if (piece.kind === 'strong') {
      return (
        <strong key={index} className="font-semibold">
          {piece.text}
        </strong>
      );
    }
    if (piece.kind === 'link') {
      return (
        <Link
          key={index}
          href={piece.href.replace(/^(.+)\.md$/, '/help/$1')}
          prefetch={false}
          className="text-accent underline underline-offset-2"
        >
          {piece.text}
        </Link>
      );
    }
    return piece.text;
    // biome-ignore-end lint/suspicious/noArrayIndexKey: the same.
  });
}
