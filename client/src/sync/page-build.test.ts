import { expect, test } from 'vitest';
import { settle, VirtualTime } from '../testing/virtual-time.ts';
import { createPageBuild } from './page-build.ts';

/** `answers`: the server's answers, in order, to requests for its page. */
const start = (answers: (boolean | null)[], putAside = false) => {
  const time = new VirtualTime(0);
  let asked = 0;
  let told = 0;
  const build = createPageBuild({
    putAside,
    random: () => 0.5,
    after: time.after,
    newerPage: async () => answers[asked++] ?? null,
    onOutdated: () => {
      told++;
    },
  });
  build.dialled();
  return { build, time, asked: () => asked, told: () => told };
};

test('[VW87] the first build of the first connection is the page’s own, and another one is asked about', async () => {
  const { build, asked, told } = start([true]);
  build.named('a');
  build.named('a');
  await settle();
  expect([asked(), build.outdated]).toEqual([0, false]);
  build.named('b');
  await settle();
  expect([asked(), build.outdated, told()]).toEqual([1, true, 1]);
});

test('[VW87] a build first heard on a later connection, or by a page that was put aside, need not be the page’s own', async () => {
  const later = start([false]);
  later.build.dialled();
  later.build.named('a');
  const aside = start([false], true);
  aside.build.named('a');
  await settle();
  expect([later.asked(), aside.asked()]).toEqual([1, 1]);
  // The server has no other page: from now on this build counts as the page's own.
  later.build.named('a');
  await settle();
  expect([later.asked(), later.build.outdated]).toEqual([1, false]);
});

test('[VW87] a server that does not answer is asked again, until the page is closed', async () => {
  const { build, time, asked } = start([null, null, true]);
  build.named('a');
  build.named('b');
  await time.advance(4_000);
  expect(asked()).toBe(1);
  await time.advance(20_000);
  expect([asked(), build.outdated]).toEqual([3, true]);

  const left = start([null]);
  left.build.sawUnreadable();
  await settle();
  left.build.close();
  await left.time.advance(60_000);
  expect(left.asked()).toBe(1);
});

test('[VW87] an answer about a build that is no longer the newest named one is passed over', async () => {
  const answers: ((newer: boolean) => void)[] = [];
  const time = new VirtualTime(0);
  const build = createPageBuild({
    putAside: false,
    random: () => 0.5,
    after: time.after,
    newerPage: () => new Promise((resolve) => answers.push(resolve)),
    onOutdated: () => undefined,
  });
  build.named('a');
  build.named('b');
  build.named('a');
  build.named('c');
  answers[0]?.(true);
  await settle();
  expect(build.outdated).toBe(false);
  answers.at(-1)?.(true);
  await settle();
  expect(build.outdated).toBe(true);
});

test('[VW87] events this page does not know are asked about once each time there are more of them', async () => {
  const { build, asked } = start([false, false]);
  build.named('a');
  build.sawUnsupported(0);
  build.sawUnsupported(1);
  build.sawUnsupported(1);
  await settle();
  expect(asked()).toBe(1);
  build.sawUnsupported(2);
  await settle();
  expect([asked(), build.outdated]).toEqual([2, false]);
  // Before any build was named, the next one counts as a different build.
  const early = start([true]);
  early.build.sawUnsupported(1);
  await settle();
  expect(early.asked()).toBe(0);
  early.build.named('a');
  await settle();
  expect([early.asked(), early.build.outdated]).toEqual([1, true]);
});
