import { act, render } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { later, preloadAll, useParts } from './later.tsx';

afterEach(() => void vi.useRealTimers());
const Whole = ({ text }: { text: string }) => <b>{text}</b>;
const Meanwhile = ({ text }: { text: string }) => <i>{text}</i>;

test('[VW32] a part whose code does not come breaks nothing, is asked for again, and is there once it came', async () => {
  vi.useFakeTimers();
  let asked = 0;
  const Part = later(async () => {
    asked += 1;
    if (asked < 3) throw new TypeError('the server is away');
    return Whole;
  }, Meanwhile);
  const { container } = render(<Part text="words" />);
  await act(() => vi.advanceTimersByTimeAsync(4_900));
  expect([asked, container.innerHTML]).toEqual([1, '<i>words</i>']);
  await act(() => vi.advanceTimersByTimeAsync(5_200));
  expect([asked, container.innerHTML]).toEqual([3, '<b>words</b>']);
  expect(render(<Part text="at once" />).container.innerHTML).toBe('<b>at once</b>');
});

// It brings whatever other tests of this worker have registered.
test('[VW32] what comes later is brought before anybody needs it, and a part that fails keeps none from coming', { timeout: 60_000 }, async () => {
  let brought = 0;
  later(() => Promise.reject(new TypeError('the server is away')), Meanwhile);
  const Part = later(async () => {
    brought += 1;
    return Whole;
  }, Meanwhile);
  await preloadAll();
  expect(brought).toBe(1);
  expect(render(<Part text="here" />).container.innerHTML).toBe('<b>here</b>');
});

type Parts = readonly ReturnType<typeof later<{ text: string }>>[];
const Room = ({ Part, parts, needed }: { Part: Parts[number]; parts: Parts; needed: boolean }) => (useParts(parts, needed) ? <Part text="words" /> : 'loading');
test('[VW310] what has parts in it is drawn with them: at once where they are there, after a second where they do not come, and where one cannot', async () => {
  vi.useFakeTimers();
  let bring = (_part: typeof Whole): void => undefined;
  const Slow = later(() => new Promise<typeof Whole>((resolve) => (bring = resolve)), Meanwhile);
  const Lost = later<{ text: string }>(() => Promise.reject(new TypeError('the server is away')), Meanwhile);
  const SLOW = [Slow];
  const LOST = [Lost];
  const customers = render(<Room Part={Slow} parts={LOST} needed={false} />);
  const broken = render(<Room Part={Slow} parts={LOST} needed />);
  const room = render(<Room Part={Slow} parts={SLOW} needed />);
  expect([customers.container.innerHTML, room.container.innerHTML]).toEqual(['<i>words</i>', 'loading']);
  await act(() => vi.advanceTimersByTimeAsync(900));
  expect([broken.container.innerHTML, room.container.innerHTML]).toEqual(['<i>words</i>', 'loading']);
  await act(() => vi.advanceTimersByTimeAsync(200));
  expect(room.container.innerHTML).toBe('<i>words</i>');
  await act(async () => bring(Whole));
  expect(room.container.innerHTML).toBe('<b>words</b>');
  expect(render(<Room Part={Slow} parts={SLOW} needed />).container.innerHTML).toBe('<b>words</b>');
});
