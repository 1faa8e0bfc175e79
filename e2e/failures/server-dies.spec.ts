import { randomUUID } from 'node:crypto';
import { defineSmallBoard } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage } from '../pages/board-page.ts';
import { replicaOf } from '../pages/replica-of.ts';

test('SIGKILL under load: nothing acknowledged is lost, nothing is posted twice, all pages converge', async ({ running: server, toRunning: to, visit }) => {
  await defineSmallBoard(to);
  await to.post('/incidents', { incidentId: 'inc-k', title: 'Live video drops', scope: 'public', impacts: [{ componentId: 'live', level: 'partial_outage' }] });
  const pages = [await visit(server.url), await visit(`${server.url}/incidents/inc-k`), await visit(server.url, { viewport: { width: 390, height: 844 } })];
  for (const page of pages) await expect(boardPage(page).claim).toHaveText('Live');

  const acknowledged = new Set<string>();
  const tried = new Set<string>();
  let token = server.token;
  let writing = true;
  const writer = async (lane: number) => {
    for (let n = 0; writing; n++) {
      const text = `Load lane ${lane} number ${n}.`;
      const key = randomUUID();
      tried.add(text);
      // The same key until it is answered: a retry must not post twice.
      for (let attempt = 0; attempt < 200; attempt++) {
        try {
          const answer = await fetch(`${server.url}/api/v1/incidents/inc-k/updates`, {
            method: 'POST',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
            body: JSON.stringify({ scope: 'public', text }),
          });
          if (answer.ok) {
            acknowledged.add(text);
            break;
          }
        } catch {}
        await new Promise((later) => setTimeout(later, 50));
        if (!writing) break;
      }
    }
  };
  const writers = [0, 1].map(writer);
  /** Some are acknowledged between two kills, however slow the machine is. */
  const more = async () => {
    const before = acknowledged.size;
    await expect.poll(() => acknowledged.size - before).toBeGreaterThanOrEqual(10);
  };
  let running = server;
  for (let kill = 0; kill < 2; kill++) {
    await more();
    await running.kill('SIGKILL');
    running = await running.restart();
    token = running.token;
  }
  await more();
  writing = false;
  await Promise.all(writers);

  const { incident } = await (await fetch(`${running.url}/api/v1/incidents/inc-k`)).json();
  const texts: string[] = incident.entries.map((entry: { text: string | null }) => entry.text).filter((text: string | null) => text?.startsWith('Load lane'));
  console.log(`${acknowledged.size} acknowledged of ${tried.size} tried over 2 kills, ${texts.length} in the log`);
  expect(acknowledged.size).toBeGreaterThanOrEqual(30);
  expect([...acknowledged].filter((text) => !texts.includes(text))).toEqual([]);
  expect(new Set(texts).size).toBe(texts.length);

  const { hash, epoch } = await (await fetch(`${running.url}/api/v1/board?scope=public`)).json();
  for (const page of pages) {
    await expect(boardPage(page).claim).toHaveText('Live');
    await expect.poll(() => replicaOf(page)).toMatchObject({ hash, epoch });
  }
  await running.dispose();
});
