import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUnmarked, paragraphsOf, plainText } from './plain-text.ts';
import { readText } from './read-text.ts';
import { DEEPEST, splitText } from './split-text.ts';
import { lettersOf, sourceOf } from './text-source.ts';
import type { Block, Inline, TextTree } from './text-tree.ts';

const WORDS = fc.constantFrom('queue', 'Größe', '障害', 'مرحبا', 'db-primary', 'x', '12', '3', 'a_b', 'C', '😀', 'é', 'v2.1', 'order-service', 'WHERE');
const MARKS = fc.constantFrom(
  ...['*', '**', '***', '_', '__', '~', '~~', '`', '``', '```', '```sql', '~~~', '[', ']', '](', ')', '![', '[^1]', ']: ', '<', '>', '> ', '</b>', '<b>'],
  ...[
    '<!-- ',
    ' -->',
    '&amp;',
    '&#0;',
    '&copy;',
    '\\',
    '\\*',
    '  \n',
    '\\\n',
    '# ',
    '###### ',
    '- ',
    '+ ',
    '* ',
    '1. ',
    '3) ',
    '1234567890. ',
    '- [x] ',
    '- [ ] ',
  ],
  ...[
    '|',
    '|---|',
    '|:-:|\n',
    '---',
    '===',
    '\n---\n',
    '    ',
    '\t',
    'https://a.example/x?b=1&c=2',
    'www.example.org',
    'a@b.example',
    'javascript:',
    'mailto:a@b',
  ],
  ...[
    '"title"',
    ' "t1tle")',
    '(/x)',
    '(http://h.example/p "t")',
    '](http://h.example/(p))',
    '<http://auto.example>',
    '$',
    '%',
    '(',
    ':',
    '.',
    ',',
    '--',
    '|a|b|\n|-|-|\n',
  ],
);
const marked = fc.array(fc.oneof(WORDS, MARKS, fc.constantFrom(' ', ' ', ' ', '\n', '\n\n')), { maxLength: 60 }).map((parts) => parts.join(''));
const anything = fc.array(fc.integer({ min: 1, max: 0x1_0f_ff }), { maxLength: 100 }).map((points) => String.fromCodePoint(...points));
const RUNS = { numRuns: 400, seed: 7 };

const folded = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
const shown = (tree: TextTree): string => plainText('*', () => tree);

describe('every letter and digit that was typed is read', () => {
  test('[VW110] in order, in words or in the address of a link, whatever marks stand around them', () => {
    fc.assert(
      fc.property(marked, (source) => {
        expect(lettersOf(sourceOf(readText(source)))).toBe(lettersOf(source));
      }),
      RUNS,
    );
  });

  test('[VW110] and of any characters at all', () => {
    fc.assert(
      fc.property(anything, (source) => {
        expect(lettersOf(sourceOf(readText(source)))).toBe(lettersOf(source));
      }),
      { numRuns: 150, seed: 8 },
    );
  });

  test('[VW110] words typed apart stay apart', () => {
    fc.assert(
      fc.property(marked, (source) => {
        const words = new Set(shown(readText(source)).split(/[^\p{L}\p{N}\p{M}]+/u));
        // A word of the page is one that was typed, never two that ran together.
        const typed = new Set(`${source} Picture`.split(/[^\p{L}\p{N}\p{M}]+/u));
        expect([...words].filter((word) => word !== '' && !typed.has(word) && !/\p{sc=Han}/u.test(word))).toEqual([]);
      }),
      RUNS,
    );
  });
});

test('[VW110] what Markdown would swallow of a report reads as it was typed', () => {
  const said = 'Restarted <order-service> on <db-primary>. Alert fired because queue<limit and workers>4. SELECT * ran 2 * 3 times; __init__ failed.';
  expect(readText(said)).toEqual([{ kind: 'paragraph', inside: [{ kind: 'text', text: said }] }]);
  for (const same of [
    '2*3*4 is not 24, nor is 2**3**4',
    'count(*) and sum(*)',
    'rm /var/*/log/* and *.tmp',
    '_id and __main__',
    'about ~5 to ~10 minutes',
    'Ours &copy; theirs &#0; ?a=1&copy=2',
    '<!-- note to self -->',
    '[//]: # (hidden)',
    '[ref]: http://a.example/x',
    'see [^1]',
    'handlers[event](payload)',
    '[run](javascript:alert(1))',
    '![x](javascript:alert(1))',
    '[](http://a.example)',
    '3. of May',
    '7) is the number',
    '1234567890. is no list',
    '> 90 % of requests',
    '- 5 °C',
    '<foo:bar>',
    '- [x] rolled back',
    'two `Pod`s',
  ])
    expect(plainText(same, readText)).toBe(same.replace(/^- (?=\[)/, ''));
});

test('[VW110] marks that stress words are no words, and what they say is kept', () => {
  const inline = (source: string): readonly Inline[] => {
    const [block] = readText(source);
    return block?.kind === 'paragraph' ? block.inside : [];
  };
  expect(inline('**All** of _the shards_ and *this*')).toEqual([
    { kind: 'strong', inside: [{ kind: 'text', text: 'All' }] },
    { kind: 'text', text: ' of ' },
    { kind: 'emphasis', inside: [{ kind: 'text', text: 'the shards' }] },
    { kind: 'text', text: ' and ' },
    { kind: 'emphasis', inside: [{ kind: 'text', text: 'this' }] },
  ]);
  expect(inline('これは**重要**です').map(({ kind }) => kind)).toEqual(['text', 'strong', 'text']);
  expect(inline('[**our** page](https://a.example "Status")')).toEqual([
    {
      kind: 'link',
      address: 'https://a.example',
      bare: false,
      title: 'Status',
      inside: [
        { kind: 'strong', inside: [{ kind: 'text', text: 'our' }] },
        { kind: 'text', text: ' page' },
      ],
    },
  ]);
  expect(plainText('[page](https://a.example "Status") ![graph](https://b.example/g.png) ~~Resolved~~', readText)).toBe(
    'page (Status) Picture: graph ~~Resolved~~',
  );
  expect(readText('```sql title=x\nSELECT 1\n```')).toEqual([{ kind: 'code', info: 'sql title=x', text: 'SELECT 1' }]);
  expect(readText('Restarted db\n---\nnext').map(({ kind }) => kind)).toEqual(['paragraph', 'rule', 'paragraph']);
  expect(plainText('|a|b|\n|:-|-:|\n|1|2|3|', readText)).toBe('a | b | 1 | 2 | 3');
  expect(readText('2. b\n2. c')).toMatchObject([{ kind: 'list', items: [{ mark: '2.' }, { mark: '2.' }] }]);
});

test('[VW110] a text without marks needs no parser', () => {
  fc.assert(
    fc.property(marked, (source) => {
      if (!isUnmarked(source)) return;
      expect(readText(source).map((block) => folded(shown([block])))).toEqual(paragraphsOf(source).map(folded));
      expect(plainText(source, null)).toBe(plainText(source, readText));
    }),
    RUNS,
  );
  expect(['Video plays again.\n\nWe keep watching; 20 % are hurt - for now.', 'at 12:30 (UTC), 3.5 s'].filter((text) => !isUnmarked(text))).toEqual([]);
});

test('[VW110] a text without marks is divided at the same lines with and without the parser, whatever ends its lines', () => {
  const letters = fc.array(fc.constantFrom('a', 'bc', ' ', '\t', '\r', '\n', '\r\n', '\f', '\v', '\u00a0', '\u2028'), { maxLength: 14 });
  const words = (text: string) => text.replaceAll(/[^a-c]+/g, ' ').trim();
  fc.assert(
    fc.property(letters, (parts) => {
      const source = parts.join('');
      if (!isUnmarked(source)) return;
      const parsed = readText(source).map((block) => words(shown([block])));
      // A paragraph of blanks alone shows nothing.
      const visible = (paragraphs: string[]) => paragraphs.filter((paragraph) => paragraph !== '');
      expect(visible(paragraphsOf(source).map(words))).toEqual(visible(parsed));
    }),
    { ...RUNS, examples: [[['a', '\r\n', 'bc']]] },
  );
});

const MOST = 20_000;
const fill = (part: string): string => part.repeat(Math.ceil(MOST / part.length)).slice(0, MOST);
/** The same in paragraphs just short enough to be parsed. */
const inParagraphs = (part: string): string => fill(`${part.repeat(2_000).slice(0, 1_990)}\n\n`);
const HARD = [
  '>',
  '> ',
  '- ',
  '1. ',
  '>- ',
  '* a\n',
  '1. a\n',
  '# a\n',
  'a\n-\n',
  '```\n',
  '|a|b|\n|-|-|\n|1|2|\n\n',
  '- a\n\n  b\n\n',
  '> a\n\n',
  '*a*\n\n',
  '    a\n\n',
];
const DENSE = [
  '[',
  '[]',
  '[a](',
  '[a](http://b) ',
  '![a',
  '*',
  '*a ',
  '*a **a ',
  'a*b**c',
  '_a__b ',
  '`a``b',
  '<',
  '\\',
  '~~a ',
  'a@',
  'a@b.c ',
  '**a *b* c** ',
];
const DEEP = [
  Array.from({ length: 150 }, (_, depth) => `${' '.repeat(depth * 2)}- a\n`).join(''),
  Array.from({ length: 190 }, (_, depth) => `${'>'.repeat(depth)}a\n`).join(''),
  `${'*'.repeat(400)}a${'*'.repeat(400)}`,
  `${'[a '.repeat(400)}`,
];
const size = (tree: TextTree): { nodes: number; depth: number } => {
  let nodes = 0;
  let depth = 0;
  const walk = (parts: readonly (Block | Inline)[], at: number) => {
    for (const part of parts) {
      nodes += 1;
      depth = Math.max(depth, at);
      if ('inside' in part) walk(part.inside, at + 1);
      else if ('blocks' in part) walk(part.blocks, at + 1);
      else if ('items' in part) for (const item of part.items) walk(item.blocks, at + 1);
      else if ('rows' in part) for (const cell of part.rows.flat()) walk(cell, at + 1);
    }
  };
  walk(tree, 1);
  return { nodes, depth };
};

test.each([...HARD.map(fill), ...DENSE.map(fill), ...DENSE.map(inParagraphs), ...DEEP])('[VW111] a tree is bounded and whole: %#', (source) => {
  const tree = readText(source);
  const { nodes, depth } = size(tree);
  expect(nodes).toBeLessThan(5_000);
  expect(depth).toBeLessThanOrEqual(3 * DEEPEST);
  expect(lettersOf(sourceOf(tree))).toBe(lettersOf(source));
});

test('[VW111] whatever the parser is given is short, but for code', () => {
  const texts = fc
    .array(
      fc.oneof(
        marked,
        fc.constantFrom(...HARD, ...DENSE).map((part) => part.repeat(300)),
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join('\n'));
  fc.assert(
    fc.property(texts, (source) => {
      const pieces = splitText(source);
      for (const { text, plain } of pieces) expect(plain || text.length <= 4_000 || /^(```|~~~)/.test(text)).toBe(true);
      expect(folded(pieces.map(({ text }) => text).join('\n'))).toBe(folded(source));
    }),
    { numRuns: 100, seed: 9 },
  );
});

test('[VW111] what is too deep makes nothing plain but itself', () => {
  const tree = readText(`**Before**\n\n${'>'.repeat(30)} deep\n\n**After**`);
  expect(tree.map(({ kind }) => kind)).toEqual(['paragraph', 'plain', 'paragraph']);
});

test('[VW111] what makes the parser look at all of a piece again and again is not given to it', () => {
  expect(splitText('a\n-\n'.repeat(400)).every(({ plain }) => plain)).toBe(true);
  expect(splitText('Title\n===\n\ntext\n\n---\n\nmore').some(({ plain }) => plain)).toBe(false);
});

test('[VW111] a long report is read as Markdown in whole, cut only where a block ends', () => {
  const steps = Array.from({ length: 200 }, (_, index) => `${index + 1}. Step **${index + 1}** was taken by the team on call`).join('\n');
  const log = `\`\`\`\n${'2026-11-20T10:00:00Z GET /a?b=*c* 500\n\n'.repeat(200)}\`\`\``;
  const report = ['# What happened', fill('Some *words* of a report.\n\n').slice(0, 5_000).trim(), steps, log, 'The **end**'].join('\n\n');
  expect(report.length).toBeGreaterThan(15_000);
  const tree = readText(report);
  expect([...new Set(tree.map(({ kind }) => kind))]).toEqual(['heading', 'paragraph', 'list', 'code']);
  expect(tree.filter(({ kind }) => kind === 'list' || kind === 'code')).toHaveLength(2);
  expect(tree.find((block) => block.kind === 'list')?.items).toHaveLength(200);
});
