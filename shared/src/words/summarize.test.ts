import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerpt } from '../domain/excerpt.ts';
import { plainText } from './plain-text.ts';
import { readText } from './read-text.ts';
import { summarize } from './summarize.ts';

test('[WD1] a one-line form is Markdown without its marks, on one line, as long as asked, and says when there is more', () => {
  expect(summarize('# Fixed\n\n- **most** [players](https://example.com) play `again`', readText)).toBe('Fixed most players play again');
  expect([...summarize('word '.repeat(90), readText)].length).toBe(140);
  expect(summarize('[![A picture](/a.png)](https://example.com) of it', readText)).toBe('Picture: A picture (https://example.com) of it');
  expect(summarize('a snake_case name, 2 * 3', readText, 140)).toContain('snake_case');
  expect(summarize('Short, and all of it', readText, 140)).toBe('Short, and all of it');
  expect(summarize('Short, and only its beginning', readText, 140, true)).toBe('Short, and only its beginning…');
  expect(summarize('👩‍🚒'.repeat(40), readText, 10).length).toBeLessThanOrEqual(20);
});

test('[WD1] a link whose address was cut off is still its words', () => {
  const { text, cut } = excerpt(`Read [the runbook](https://example.com/${'a'.repeat(400)}) first`);
  expect(summarize(text, readText, 140, cut)).toBe('Read the runbook…');
  // Nothing was cut here: a person wrote it so.
  expect(summarize('Read [the runbook](https://example.com', readText)).toBe('Read [the runbook](https://example.com');
});

test('[WD2] nothing behind the first 400 units of a text, or four times what is asked for, is read', () => {
  const anyText = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(anyText, fc.array(anyText, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 200 }), (start, tails, most) => {
      const head = start.padEnd(Math.max(400, 4 * most), '[');
      const lines = tails.map((tail) => summarize(`${head}${tail}.`, readText, most));
      expect(new Set(lines).size).toBe(1);
      expect([...(lines[0] ?? '')].length).toBeLessThanOrEqual(most);
    }),
    { numRuns: 50 },
  );
});

/** Words and what parts them; marks are nobody's words. */
const seen = (text: string) => text.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim();

test('[WD4] a one-line form is the beginning of what the page of its text shows, wherever the text was cut', () => {
  const part = fc.constantFrom(
    ...[
      'queue',
      'Größe',
      'order-service',
      '12',
      ' ',
      ' ',
      ' ',
      '\n',
      '\n\n',
      '**',
      '*',
      '_',
      '`',
      '[the runbook](https://example.com/a/long/address/of/it)',
      '[',
    ],
    ...[
      '](https://h.example/p "t")',
      '![graph](/g.png)',
      '<db-primary>',
      '- ',
      '3. ',
      '- [x] ',
      '> ',
      '~~',
      'https://a.example/x',
      '# ',
      '```sql\n',
      '|',
      '&copy;',
    ],
  );
  const text = fc.array(part, { minLength: 1, maxLength: 80 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 160 }), fc.integer({ min: 20, max: 500 }), (source, most, length) => {
      const page = seen(plainText(source, readText));
      for (const line of [summarize(source, readText, most), summarize(source.slice(0, length), readText, most, length < source.length)])
        expect(`${page} `.startsWith(seen(line.replace(/…$/, '')))).toBe(true);
    }),
    { numRuns: 300, seed: 5 },
  );
});

test('[WD4] while the parser is not here a line reads as it was typed, on one line', () => {
  expect(summarize('Restarted **<db-primary>**\nand SELECT * ran', null)).toBe('Restarted **<db-primary>** and SELECT * ran');
});
