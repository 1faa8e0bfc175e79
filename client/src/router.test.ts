import { createMemoryHistory } from '@tanstack/react-router';
import { expect, test } from 'vitest';
import { createAppRouter } from './router.tsx';

/** What the room at an address is handed of it. */
const searchAt = async (address: string): Promise<Readonly<Record<string, unknown>>> => {
  const router = createAppRouter(createMemoryHistory({ initialEntries: [address] }));
  await router.load();
  return { ...router.state.matches.at(-1)?.search };
};

test('[VW73] a room is handed what makes sense of its address, and never the raw value of what does not', async () => {
  expect(await searchAt('/history?cause=dns&year=20&from=2020-10-06&to=2020-10-01')).toMatchObject({ cause: 'dns', year: undefined, from: undefined });
  expect(await searchAt('/history?year=2020&component=7')).toMatchObject({ year: '2020', component: '7' });
  expect(await searchAt('/incidents/a?tab=customers')).toMatchObject({ tab: 'customers' });
  expect(await searchAt('/incidents/a?tab=[1]')).toMatchObject({ tab: undefined });
});

test('[VW94] a wall is handed a theme, a direction and a sound that there is, or none', async () => {
  expect(await searchAt('/wall?theme=pink&dir=up&sound=2&scope=staff')).toMatchObject({ theme: undefined, dir: undefined, sound: undefined, scope: 'public' });
});
