import { renderHook } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { useUi } from '../../ui-state.ts';
import { NowContext } from '../now-context.ts';
import type { KeptTime } from './typed-time.ts';
import { useTypedTime } from './use-typed-time.ts';

beforeEach(() => useUi.setState({ leading: 'utc' }));

/** The field as it is at a moment, over what its form has kept. */
const fieldAt = (at: string, typed: KeptTime | null) => {
  const now = Date.parse(at);
  const kept: (KeptTime | null)[] = [];
  const beat = { now: () => now, subscribe: () => () => undefined };
  const { result } = renderHook(() => useTypedTime({ typed, onType: (next) => kept.push(next), initial: 'now' }), {
    wrapper: ({ children }) => <NowContext value={beat}>{children}</NowContext>,
  });
  return { ...result.current, kept };
};
const utc = (field: { time: { ms: number | null } | undefined }) => new Date(field.time?.ms ?? 0).toISOString().slice(0, 16);

test('[VW144] a time that is kept means on any later day, and in any zone that leads by then, what it was read as', () => {
  const { kept, onChange, zone } = fieldAt('2026-11-30T23:55:00Z', null);
  onChange('23:50');
  expect([zone, kept]).toEqual(['UTC', [{ text: '23:50', zone: 'UTC', at: Date.parse('2026-11-30T23:55:00Z') }]]);
  const [typed = null] = kept;
  useUi.setState({ leading: 'local' });
  for (const later of ['2026-11-30T23:56:00Z', '2026-12-01T00:10:00Z', '2026-12-01T23:58:00Z', '2026-12-09T12:00:00Z']) {
    const field = fieldAt(later, typed);
    expect([field.text, field.zone, utc(field)]).toEqual(['23:50', 'UTC', '2026-11-30T23:50']);
  }
  const nepal = fieldAt('2026-12-09T12:00:00Z', { text: '23:50', zone: 'Asia/Kathmandu', at: Date.parse('2026-11-30T23:55:00Z') });
  expect([nepal.zone, utc(nepal)]).toEqual(['Asia/Kathmandu', '2026-11-30T18:05']);
});

test('[VW144] what was still to come when it was typed is read once it has passed', () => {
  const typed = { text: '10:10', zone: 'UTC', at: Date.parse('2026-11-30T10:08:00Z') };
  expect(fieldAt('2026-11-30T10:09:00Z', typed).read?.kind).toBe('wrong');
  expect(utc(fieldAt('2026-11-30T10:10:00Z', typed))).toBe('2026-11-30T10:10');
});
