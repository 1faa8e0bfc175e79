import type { Scope } from '@sitrep/shared/domain/words.ts';
import { expect, test } from 'vitest';
import { settle, VirtualTime } from '../testing/virtual-time.ts';
import { ApiError, type Problem, UNREACHED } from './api.ts';
import { createIdentity, type IdentityPorts } from './identity.ts';
import { createSyncStore, type Visitor } from './sync-store.ts';

const ANA: Visitor = { scope: 'internal', name: 'Ana', role: 'owner', kind: 'person', expiresAt: 5_000 };
const NOBODY: Visitor = { scope: 'public', name: null, role: null, kind: null, expiresAt: null };
const FIRST_VISIT = { scope: 'public', until: null } as const;
const CAME_BACK = { scope: 'internal', until: 5_000 } as const;

/** Records the calls to the line and the board. */
const start = (given: Partial<IdentityPorts> = {}) => {
  const time = new VirtualTime(0);
  const store = createSyncStore();
  const did: string[] = [];
  let open: Scope | null = null;
  const identity = createIdentity({
    store,
    random: () => 0.5,
    after: time.after,
    whoAmI: async () => ANA,
    exchange: async () => null,
    line: {
      get isOpen() {
        return open !== null;
      },
      open(scope) {
        open = scope;
        store.setState({ scope });
        did.push(`open ${scope}`);
      },
      close() {
        open = null;
        did.push('close');
      },
    },
    board: {
      forgetInternal: () => did.push('forget'),
      forgetAll: () => did.push('forget all'),
      dropInternal: () => did.push('drop'),
      dropAll: () => did.push('drop all'),
    },
    tellSignedOut: () => did.push('tell'),
    ...given,
  });
  return { identity, store, time, did, visitor: () => store.getState().visitor };
};
const away = () => Promise.reject(new ApiError(UNREACHED));
const shutOut: Problem = { status: 401, code: 'not_signed_in', detail: 'Sign in.', field: null, requestId: 'r', retryAfterMs: null };

test('[VW7] while the server cannot say, a browser is whom it was last taken for, and is asked about again', async () => {
  let down = true;
  const stage = start({ whoAmI: () => (down ? away() : Promise.resolve(ANA)) });
  await stage.identity.start(null, CAME_BACK);
  expect([stage.did, stage.visitor(), stage.identity.until]).toEqual([['open internal'], null, 5_000]);
  down = false;
  await stage.time.advance(5_000);
  expect([stage.did, stage.visitor()]).toEqual([['open internal'], ANA]);
});

test('[VW7] whom the server does not know, or knows as nobody, has nothing internal left', async () => {
  for (const whoAmI of [async () => NOBODY, () => Promise.reject(new ApiError(shutOut))]) {
    const stage = start({ whoAmI });
    await stage.identity.start(null, CAME_BACK);
    expect([stage.did, stage.visitor(), stage.identity.until]).toEqual([['forget', 'drop', 'open public'], NOBODY, null]);
  }
});

test('[VW101] who asked to see the public scope stays there, whoever the server says it is', async () => {
  const stage = start();
  stage.identity.look('public');
  await stage.identity.start(null, FIRST_VISIT);
  expect([stage.did, stage.visitor()]).toEqual([['open public'], ANA]);
});

test('[VW10] an owner link signs in before anything else; one that failed is told, and the page goes on', async () => {
  const good = start();
  await good.identity.start({ kind: 'owner', code: 'x' }, FIRST_VISIT);
  expect([good.did, good.store.getState().linkFailed]).toEqual([['open internal'], null]);
  const bad = start({ exchange: async () => shutOut, whoAmI: async () => NOBODY });
  await bad.identity.start({ kind: 'owner', code: 'x' }, FIRST_VISIT);
  expect(bad.did.at(-1)).toBe('open public');
  expect(bad.store.getState().linkFailed).toBe('The owner link did not work. Sign in.');
});

test('[VW24] the link of a screen opens a line anew when it is in, since one that is open is somebody else’s', async () => {
  const answers: (Problem | null)[] = [UNREACHED, null];
  const stage = start({ exchange: async () => answers.shift() ?? null });
  await stage.identity.start({ kind: 'kiosk', token: 't' }, FIRST_VISIT);
  expect(stage.did).toEqual(['open public']);
  await stage.time.advance(5_000);
  expect(stage.did).toEqual(['open public', 'close', 'open internal']);
});

test('[VW7] whoever is sent away from a scope goes on as nobody; nobody stays', async () => {
  const stage = start();
  await stage.identity.start(null, FIRST_VISIT);
  stage.did.length = 0;
  stage.identity.expelled('internal');
  expect([stage.did, stage.visitor(), stage.identity.until]).toEqual([['forget', 'drop', 'open public'], NOBODY, null]);
  stage.did.length = 0;
  stage.identity.expelled('public');
  expect(stage.did).toEqual([]);
});

test('[VW7] a sign-out elsewhere leaves nothing here, and gives up a link that is still tried', async () => {
  let asked = 0;
  const stage = start({
    exchange: async () => {
      asked++;
      return UNREACHED;
    },
  });
  await stage.identity.start({ kind: 'kiosk', token: 't' }, CAME_BACK);
  stage.identity.leftElsewhere();
  await stage.time.advance(60_000);
  expect(asked).toBe(1);
  expect(stage.did).toEqual(['open internal', 'forget', 'drop all', 'open public']);
});

test('[VW7] after the page is closed no answer opens a line', async () => {
  let answer: (visitor: Visitor) => void = () => undefined;
  const stage = start({
    whoAmI: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  void stage.identity.start(null, FIRST_VISIT);
  stage.identity.close();
  answer(ANA);
  await settle();
  expect(stage.did).toEqual([]);
});

test('[VW293] of an internal board nothing stays in a browser that nobody is signed in with, whatever it held, and no line is opened', async () => {
  const inside: Visitor = { ...NOBODY, anyoneReads: false };
  const first = start({ whoAmI: async () => inside });
  await first.identity.start(null, FIRST_VISIT);
  expect([first.did.includes('forget all'), first.did.some((did) => did.startsWith('open')), first.store.getState().connection.shut]).toEqual([
    true,
    false,
    true,
  ]);

  // Somebody signs in, and is signed out by the server: the board does not become public by that.
  let visitor: Visitor = { ...ANA, anyoneReads: false };
  const stage = start({ whoAmI: async () => visitor });
  await stage.identity.start(null, FIRST_VISIT);
  expect([stage.did, stage.store.getState().connection.shut]).toEqual([['open internal'], false]);
  stage.identity.expelled('internal');
  expect([stage.did.at(-1), stage.visitor()?.anyoneReads, stage.store.getState().connection.shut]).toEqual(['drop all', false, true]);
  await stage.identity.signedIn();
  expect([stage.did.at(-1), stage.store.getState().connection.shut]).toEqual(['open internal', false]);

  // A board that was public becomes internal while it is read.
  visitor = NOBODY;
  const reader = start({ whoAmI: async () => visitor });
  await reader.identity.start(null, FIRST_VISIT);
  visitor = inside;
  reader.identity.expelled('public');
  await settle();
  expect([reader.did.includes('forget all'), reader.store.getState().connection.shut]).toEqual([true, true]);
});

const SHUT: Visitor = { ...NOBODY, anyoneReads: false };

test('[VW293] a page that shows nothing asks again by itself: another tab may have signed in, or the board be open by now', async () => {
  for (const later of [{ ...ANA, anyoneReads: false }, NOBODY] as const satisfies Visitor[]) {
    let visitor: Visitor | null = SHUT;
    let asked = 0;
    const stage = start({
      whoAmI: () => {
        asked++;
        return visitor === null ? away() : Promise.resolve(visitor);
      },
    });
    await stage.identity.start(null, FIRST_VISIT);
    stage.did.length = 0;
    await stage.time.advance(60_000);
    // What was dropped is not dropped again each time.
    expect([asked, stage.visitor(), stage.did.some((did) => did.startsWith('open') || did.endsWith('all'))]).toEqual([5, SHUT, false]);
    // A server that is down has opened nothing.
    visitor = null;
    await stage.time.advance(60_000);
    expect(stage.did.some((did) => did.startsWith('open'))).toBe(false);
    visitor = later;
    await stage.time.advance(15_000);
    expect([stage.did.at(-1), stage.visitor(), stage.store.getState().connection.shut]).toEqual([`open ${later.scope}`, later, false]);
  }
});

test('[VW293] whoever is signed out of an internal board finds it again once another tab has signed in', async () => {
  const inside: Visitor = { ...ANA, anyoneReads: false };
  let visitor = inside;
  const stage = start({ whoAmI: async () => visitor });
  await stage.identity.start(null, FIRST_VISIT);
  visitor = SHUT;
  stage.identity.leftElsewhere();
  expect([stage.did.at(-1), stage.store.getState().scope]).toEqual(['drop all', 'public']);
  // Nothing is looked at while it is shut, nor remembered for later.
  stage.identity.look('public');
  expect(stage.did.at(-1)).toBe('drop all');
  visitor = inside;
  await stage.time.advance(15_000);
  expect([stage.did.at(-1), stage.visitor()]).toEqual(['open internal', inside]);
});

test('[VW293] a sign-in that the node that is asked does not know yet is asked about again at once', async () => {
  for (const nobody of [SHUT, NOBODY]) {
    let visitor = nobody;
    const stage = start({ whoAmI: async () => visitor });
    await stage.identity.start(null, FIRST_VISIT);
    await stage.identity.signedIn();
    expect(stage.visitor()).toEqual(nobody);
    visitor = ANA;
    await stage.time.advance(2_000);
    expect([stage.did.at(-1), stage.visitor()]).toEqual(['open internal', ANA]);
  }
});

test('[VW24] whoever is signed in is asked for once a day, and nobody else', async () => {
  const DAY = 24 * 3_600_000;
  for (const [visitor, each] of [
    [ANA, 1],
    [{ ...ANA, kind: 'kiosk' }, 1],
    [NOBODY, 0],
  ] as const satisfies [Visitor, number][]) {
    let asked = 0;
    const stage = start({
      whoAmI: async () => {
        asked++;
        return visitor;
      },
    });
    await stage.identity.start(null, FIRST_VISIT);
    await stage.time.advance(3 * DAY);
    expect([visitor.kind, asked]).toEqual([visitor.kind, 1 + 3 * each]);
    stage.identity.close();
  }
});
