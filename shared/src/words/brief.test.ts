import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerpt } from '../domain/excerpt.ts';
import { brief } from './brief.ts';

test('[WD1] a brief line is Markdown without its marks, on one line, as long as asked, and says when there is more', () => {
  expect(brief('# Fixed\n\n- **most** [players](https://example.com) play `again`')).toBe('Fixed most players play again');
  expect([...brief('word '.repeat(90))].length).toBe(140);
  expect(brief('[![A picture](/a.png)](https://example.com) of it')).toBe('A picture of it');
  expect(brief('a snake_case name, 2 * 3', 140)).toContain('snake_case');
  expect(brief('Short, and all of it', 140)).toBe('Short, and all of it');
  expect(brief('Short, and only its beginning', 140, true)).toBe('Short, and only its beginning…');
  expect(brief('👩‍🚒'.repeat(40), 10).length).toBeLessThanOrEqual(20);
});

test('[WD1] a link whose address was cut off is still its words', () => {
  const { text, cut } = excerpt(`Read [the runbook](https://example.com/${'a'.repeat(400)}) first`);
  expect(brief(text, 140, cut)).toBe('Read the runbook…');
  // Nothing was cut here: a person wrote it so.
  expect(brief('Read [the runbook](https://example.com')).toBe('Read [the runbook](https://example.com');
});

test('[WD2] nothing behind the first 400 units of a text, or four times what is asked for, is read', () => {
  const anyText = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(anyText, fc.array(anyText, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 200 }), (start, tails, most) => {
      const head = start.padEnd(Math.max(400, 4 * most), '[');
      const lines = tails.map((tail) => brief(`${head}${tail}.`, most));
      expect(new Set(lines).size).toBe(1);
      expect([...(lines[0] ?? '')].length).toBeLessThanOrEqual(most);
    }),
    { numRuns: 50 },
  );
});
