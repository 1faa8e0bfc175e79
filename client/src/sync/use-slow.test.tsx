import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useSlow } from './use-slow.ts';

const Shown = ({ value }: { value: number }) => <p>{useSlow(value, 15_000)}</p>;

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test('[VW23] what follows the board asks at most every 15 s, however fast the board moves, and ends at the newest', async () => {
  vi.useFakeTimers();
  const drawn = render(<Shown value={1} />);
  const seen: (string | null)[] = [];
  for (let value = 2; value <= 41; value++) {
    drawn.rerender(<Shown value={value} />);
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    const shown = screen.getByRole('paragraph').textContent;
    if (shown !== seen.at(-1)) seen.push(shown);
  }
  expect(seen.length).toBeLessThanOrEqual(4);
  await act(() => vi.advanceTimersByTimeAsync(15_000));
  expect(screen.getByRole('paragraph').textContent).toBe('41');
});
