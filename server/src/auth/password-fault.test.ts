import { expect, test } from 'vitest';
import { passwordFault } from './password-fault.ts';

const ANA = { name: 'Ana Lindqvist', email: 'ana.lindqvist@harbour-video.example' };

test('[HT120] a password that anybody would try first is refused with the reason', async () => {
  const common = 'is one of the most common passwords';
  for (const password of ['1234567890', 'qwertyuiop', 'Password123', '!!manchester2026', 'aaaaaaaaaaaa'])
    expect([password, await passwordFault(password, ANA)]).toEqual([password, expect.stringContaining(common)]);
  for (const password of ['ana.lindqvist@harbour-video.example', 'AnaLindqvist1', 'harbour-video'])
    expect([password, await passwordFault(password, ANA)]).toEqual([password, expect.stringContaining('little more than your name or e-mail')]);
  for (const password of ['sitrep2026', 'Sitrep123456', 'Sitrep-status!', 'ana-sitrep-1'])
    expect([password, await passwordFault(password, ANA)]).toEqual([password, expect.stringContaining('little more than the name of this program')]);
  for (const password of ['a long and good one', 'several long words', 'sitrep wakes me at night', 'x7#Kq2-pWm', '4 gelbe Boote'])
    expect([password, await passwordFault(password, ANA)]).toEqual([password, null]);
});
