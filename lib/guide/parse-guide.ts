/** A piece of a line. A link leads to another guide (`auditor.md`) or anywhere else. */
export type Inline = { kind: 'text' | 'strong'; text: string } | { kind: 'link'; text: string; href: string };

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'list'; isOrdered: boolean; items: Inline[][] }
  /** `file` is its name in `public/guide`. */
  | { kind: 'picture'; file: string; alt: string };

/** The little Markdown that our guides are written in. Throws for a line that it would show wrongly. */
export function parseGuide(markdown: string): Block[] {
  return markdown
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseBlock);
}

function parseBlock(part: string): Block {
  const heading = /^(#{1,3}) (.+)$/.exec(part);
  if (heading) return { kind: 'heading', level: levelOf(heading[1]), text: heading[2] ?? '' };
  const picture = /^!\[(.+)\]\(\.\.\/\.\.\/public\/guide\/([\w-]+\.png)\)$/.exec(part);
  if (picture) return { kind: 'picture', alt: picture[1] ?? '', file: picture[2] ?? '' };
  const item = /^(- |\d+\. )/.exec(part);
  if (item) {
    const items = part.split(/\n(?=- |\d+\. )/).map((each) => parseInline(each.replace(/^(- |\d+\. )/, '')));
    return { kind: 'list', isOrdered: !part.startsWith('- '), items };
  }
  if (/^[#>|`!]/.test(part)) throw new Error(`The guide holds something its page cannot show: ${part.slice(0, 60)}`);
  return { kind: 'paragraph', content: parseInline(part) };
}

function levelOf(marks: string | undefined): 1 | 2 | 3 {
  if (marks === '#') return 1;
  return marks === '##' ? 2 : 3;
}

function parseInline(text: string): Inline[] {
  return text
    .replaceAll(/\s+/g, ' ')
    .split(/(\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/)
    .filter((piece) => piece !== '')
    .map((piece): Inline => {
      const link = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(piece);
      if (link) return { kind: 'link', text: link[1] ?? '', href: link[2] ?? '' };
      if (piece.startsWith('**')) return { kind: 'strong', text: piece.slice(2, -2) };
      return { kind: 'text', text: piece };
    });
}
