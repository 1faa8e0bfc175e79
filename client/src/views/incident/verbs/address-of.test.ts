import { expect, test } from 'vitest';
import { addressOf } from './address-of.ts';

test('[VW182] an address keeps its protocol, and gets https where it names none', () => {
  const typed = ['meet.example/1', ' https://meet.example/1 ', 'http://wiki.example', 'localhost:3000/x', 'javascript:alert(1)', ''];
  expect(typed.map(addressOf)).toEqual([
    'https://meet.example/1',
    'https://meet.example/1',
    'http://wiki.example',
    'https://localhost:3000/x',
    'https://javascript:alert(1)',
    '',
  ]);
});
