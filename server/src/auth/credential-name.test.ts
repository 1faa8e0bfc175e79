import { expect, test } from 'vitest';
import { plainName } from './credential-name.ts';

test('[AU8] a name from before is listed with what drives a terminal written out', () => {
  expect(plainName('a\nb\u001b[2J\u009b\u202e\u2028\ud800')).toBe('a\\u{a}b\\u{1b}[2J\\u{9b}\\u{202e}\\u{2028}\\u{d800}');
  expect(plainName('Wall 7 📺 שלט')).toBe('Wall 7 📺 שלט');
});
