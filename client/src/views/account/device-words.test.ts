import { expect, test } from 'vitest';
import { deviceWords } from './device-words.ts';

test('[VW236] a session is named by browser and system, as far as they say so', () => {
  const words = [
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36 Edg/156.0',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'curl/8.5.0',
    null,
  ].map(deviceWords);
  expect(words).toEqual(['Firefox on Linux', 'Edge on Windows', 'Safari on iPhone', 'A program or an unknown browser', 'A program or an unknown browser']);
});
