import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test('[AU8] what drives a terminal is written out', () => {
  expect(plainText('a\nb\u001b[2J\u009b\u202e\u2028\ud800')).toBe('a\\u{a}b\\u{1b}[2J\\u{9b}\\u{202e}\\u{2028}\\u{d800}');
  expect(plainText('Wall 7 📺 שלט')).toBe('Wall 7 📺 שלט');
});
