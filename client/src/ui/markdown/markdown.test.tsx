import { plainText } from '@sitrep/shared/words/plain-text.ts';
import { readText } from '@sitrep/shared/words/read-text.ts';
import { lettersOf } from '@sitrep/shared/words/text-source.ts';
import { cleanup, render, screen } from '@testing-library/react';
import * as fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { Markdown } from './markdown.tsx';
import { MarkdownBody } from './markdown-body.tsx';

afterEach(cleanup);

test('[VW40] a plain text is shown at once, one paragraph for each block', () => {
  const { container } = render(<Markdown text={'Video plays again.\n\nWe keep watching.'} />);
  expect([...container.querySelectorAll('p')].map((p) => p.textContent)).toEqual(['Video plays again.', 'We keep watching.']);
});

test('[VW40] a link of http, https or mailto carries rel, any other address stands as it was typed', async () => {
  const { container } = render(
    <Markdown text={'[our page](https://status.example) and [mail](mailto:a@b.example) and [run](javascript:alert(1)) and [data](data:text/html,x)'} />,
  );
  const links = await screen.findAllByRole('link');
  expect(links.map((link) => [link.getAttribute('href'), link.getAttribute('rel')])).toEqual([
    ['https://status.example', 'noopener nofollow'],
    ['mailto:a@b.example', 'noopener nofollow'],
  ]);
  expect(container.textContent).toBe('our page and mail and [run](javascript:alert(1)) and [data](data:text/html,x)');
});

test('[VW40] raw HTML is never an element, its words are read, and a picture is offered as a link', async () => {
  const { container } = render(
    <Markdown text={'**bold** <script>alert(1)</script> <img src=x onerror=alert(1)>\n\n![graph](https://elsewhere.example/a.png)'} />,
  );
  expect((await screen.findByText('Picture: graph')).getAttribute('href')).toBe('https://elsewhere.example/a.png');
  expect(container.querySelector('script, img, [onerror]')).toBe(null);
  expect(container.querySelector('strong')?.textContent).toBe('bold');
  expect(container.textContent).toContain('<script>alert(1)</script> <img src=x onerror=alert(1)>');
});

test('[VW40] lists, tables and boxes of GitHub flavour are shown, and a heading never outranks the page', async () => {
  const { container } = render(<Markdown text={'# Top\n\n- [x] done\n- [ ] open\n\n| a | b |\n|---|---|\n| 1 | 2 |'} />);
  expect((await screen.findByRole('heading', { name: 'Top' })).tagName).toBe('H3');
  expect(screen.getAllByRole('img').map((box) => [box.getAttribute('aria-label'), box.textContent])).toEqual([
    ['done', '[x]'],
    ['not done', '[ ]'],
  ]);
  expect(container.querySelectorAll('td')).toHaveLength(2);
});

test('[VW110] a number of a list is text, as it was typed', async () => {
  const { container } = render(<Markdown text={'3. of May we began\n3. of June we ended'} />);
  await screen.findByRole('list');
  expect([...container.querySelectorAll('li')].map((item) => item.textContent?.trim())).toEqual(['3. of May we began', '3. of June we ended']);
});

// Invisible characters are removed before visible text is compared.
const seen = (text: string) =>
  text
    .replaceAll(/[^\p{L}\p{N}\p{M}\s]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
const PART = fc.constantFrom(
  ...['queue', 'Größe', '12', '3', 'a_b', ' ', ' ', ' ', '\n', '\n\n', '**', '*', '_', '`', '```sql\n', '[', '](', '](https://h.example/p)', ')', '![', '<b>'],
  ...[
    '<order-service>',
    '- ',
    '1. ',
    '- [x] ',
    '> ',
    '|a|b|\n|-|-|\n',
    '|',
    '  \n',
    '~~',
    '"t"',
    'https://a.example/x',
    '# ',
    '\n---\n',
    '    ',
    '&copy;',
    '\\',
    '.',
  ],
);

test('[VW110] the page shows every letter typed, in order, or links to it, and shows the words of the one-line form', () => {
  fc.assert(
    fc.property(
      fc.array(PART, { maxLength: 40 }).map((parts) => parts.join('')),
      (source) => {
        const { container, unmount } = render(<MarkdownBody text={source} />);
        expect(seen(container.textContent ?? '')).toBe(seen(plainText(source, readText)));
        for (const link of container.querySelectorAll('a:not([data-bare])')) {
          if (link.textContent?.startsWith('Picture')) link.textContent = link.textContent.replace(/^Picture(: )?/, '');
          link.append(` ${link.getAttribute('href')}`);
        }
        expect(lettersOf(container.textContent ?? '')).toBe(lettersOf(source));
        unmount();
      },
    ),
    { numRuns: 120, seed: 11 },
  );
});
