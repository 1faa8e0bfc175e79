import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { paragraph, sentence, withoutStop } from './wording.ts';

const marks = fc.constantFrom('', '.', '...', '…', '!', '?', '."', '.)', '。', '؟');
const texts = fc.tuple(fc.stringMatching(/^[a-zä ]{0,12}$/), marks).map(([words, mark]) => (words.trim() === '' ? '' : `${words.trim()}${mark}`));

test('[QU101] a text becomes a sentence with one mark at its end, its own where it has one', () => {
  expect(['Chat drops', 'Chat drops.', 'Why?', 'taken and...', 'He said "no."', 'Older ones (all.)', ''].map(sentence)).toEqual([
    'Chat drops.',
    'Chat drops.',
    'Why?',
    'taken and...',
    'He said "no."',
    'Older ones (all.)',
    '',
  ]);
  fc.assert(
    fc.property(texts, (text) => {
      const whole = sentence(text);
      expect(whole.startsWith(text)).toBe(true);
      expect(sentence(whole)).toBe(whole);
      expect(whole.length - text.length).toBeLessThanOrEqual(1);
      expect(whole.slice(text.length) === '.' && /[.!?…。؟][")]*$/u.test(text)).toBe(false);
    }),
  );
});

test('[QU101] texts that follow one another never run together and never end twice', () => {
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 4 }), (several) => {
      const said = several.filter((text) => text !== '');
      expect(paragraph([...several, null])).toBe(said.map(sentence).join(' '));
      expect(paragraph(several).replaceAll('...', '…')).not.toMatch(/\.\.|[!?…。؟]\./u);
    }),
  );
});

test('[QU101] within a sentence a text loses its full stop, and nothing else', () => {
  expect(['Chat drops for some.', 'taken and...', 'Why?', 'No. 5', ''].map(withoutStop)).toEqual(['Chat drops for some', 'taken and...', 'Why?', 'No. 5', '']);
  fc.assert(
    fc.property(texts, (text) => {
      expect([text, text.slice(0, -1)]).toContain(withoutStop(text));
    }),
  );
});
