import { api } from '../fixtures/api.ts';
import { newOwnerLink } from '../fixtures/owner-link.ts';
import { startDrill } from '../fixtures/run-drill.ts';
import { startServer } from '../fixtures/start-server.ts';
import { expect, test } from '../fixtures/story.ts';
import { boardPage, incidentPage } from '../pages/board-page.ts';
import { historyPage } from '../pages/history-page.ts';
import { replicaOf } from '../pages/replica-of.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const CLOCKS = ['21:00', '06:00', '06:20', '06:25', '06:42', '07:00', '08:00', '08:20', '10:00', '10:07', '10:10', '10:12', '10:25', '10:30'];

/** A separate sample board, after the scheduler has marked every old deadline as passed. */
const startSample = async () => {
  const server = await startServer({ board: 'sample' });
  const late = async () => {
    const { state } = await api(server).get('/board?scope=internal');
    return Object.values<{ due: { ms: number | null } | null; overdue: boolean }>(state.board.commitments).every(({ due, overdue }) => !due?.ms || overdue);
  };
  await expect.poll(late).toBe(true);
  return server;
};

test('the great outage replayed in front of everybody: an exercise beyond doubt, and no trace afterwards', async ({ visit }) => {
  const server = await startSample();
  try {
    const to = api(server);
    const before = { board: await to.get('/board?scope=public'), internal: await to.get('/board?scope=internal') };
    // The window grows with the clock; the downtime does not.
    const uptimes = async () =>
      (await to.get('/components?scope=public')).components.map(({ id, uptime }: { id: string; uptime: Record<string, unknown> }) => [
        id,
        uptime.full,
        uptime.weighted,
      ]);
    const uptimeBefore = await uptimes();

    const wide = await visit(server.url);
    const phone = await visit(server.url, PHONE);
    const owner = await visit(await newOwnerLink(server));
    const boards = [wide, phone, owner].map(boardPage);
    for (const board of boards) await expect(board.claim).toHaveText('Live');
    const real = await boardPage(wide).verdict.textContent();

    const drill = startDrill(server, 'apivideo-2020-10-08', '--speed', '2000', '--pause', '1', '--stay', '6');
    drill.holdAt(CLOCKS[2] ?? '');
    await drill.held();
    // Warning tape on every screen, the real verdict unchanged, the simulated outage in a separate box.
    for (const board of boards) {
      await expect(board.exerciseBar).toBeVisible();
      await expect(board.exerciseBar).toContainText('EXERCISE');
      await expect(board.exerciseBar).toContainText('The DNS provider vanishes');
      await expect(board.verdict).toHaveText(real ?? '');
      await expect(board.incidents).toContainText('EXERCISE');
      await expect(board.incidents).toContainText('Nobody can watch video');
    }
    await expect(wide).toHaveTitle(/EXERCISE|exercise/i);
    await expect(boardPage(wide).incidents).toContainText('Major outage, simulated');
    await expect(boardPage(wide).component('Video delivery')).toContainText('Operational');
    await expect(boardPage(wide).component('Video delivery')).toContainText(/Major outage/);

    // A second page follows the incident itself, from inside.
    await boardPage(wide)
      .incidents.getByRole('link', { name: /Nobody can watch video/ })
      .click();
    const incident = incidentPage(wide);
    await expect(wide.getByText('EXERCISE').first()).toBeVisible();
    await expect(incident.exerciseBar).toBeVisible();
    drill.holdAt('All told');
    drill.goOn();
    await drill.held();
    // A phase stands alone, or above the words of its minute.
    const phases = (word: string) => incident.entries.filter({ has: wide.getByText(word, { exact: true }) });
    await expect.poll(() => phases('Resolved').count()).toBeGreaterThanOrEqual(2);
    await expect.poll(() => phases('Reopened').count()).toBeGreaterThanOrEqual(1);
    for (const clock of CLOCKS) await expect(incident.entries.filter({ hasText: `${clock} UTC:` })).toHaveCount(1);
    await expect(incident.tab(/^Actions 6/)).toBeVisible();
    await incident.tab(/^Postmortem/).click();
    await expect(wide.getByRole('article').getByRole('heading', { level: 2 })).toHaveCount(13);
    // While it is on the board, no list of past incidents and no figure counts it.
    expect((await to.get('/incidents?scope=public')).total).toBe(36);
    expect(await uptimes()).toEqual(uptimeBefore);

    drill.goOn();
    const { code, printed } = await drill.ended;
    expect(printed).toContain('The exercise is over.');
    expect(printed).toContain('REOPENED');
    expect(code).toBe(0);

    const after = { board: await to.get('/board?scope=public'), internal: await to.get('/board?scope=internal') };
    expect(after.board.hash).toBe(before.board.hash);
    expect(after.internal.hash).toBe(before.internal.hash);
    expect(await uptimes()).toEqual(uptimeBefore);
    for (const page of [phone, owner]) {
      const board = boardPage(page);
      await expect(board.exerciseBar).toBeHidden();
      await expect(page.getByText('EXERCISE')).toHaveCount(0);
      await expect(board.verdict).toHaveText(real ?? '');
    }
    await expect.poll(async () => (await replicaOf(phone)).hash).toBe(before.board.hash);
    await expect.poll(async () => (await replicaOf(owner, 'internal')).hash).toBe(before.internal.hash);
    // A link to it that was sent around still says what it was; no list and no figure knows it.
    await wide.reload();
    await expect(incident.title).toHaveText(/Nobody can watch video/);
    await expect(wide.getByText('EXERCISE').first()).toBeVisible();
    await expect(incident.exerciseBar).toBeHidden();
    await wide.goto(`${server.url}/history`);
    await expect(historyPage(wide).count).toHaveText('36 incidents');
  } finally {
    await server.dispose();
  }
});

test('who does not want to see it hides it, to one word; and it can be stopped: from a second terminal, with Ctrl-C, and by the owner in the browser', async ({
  visit,
}) => {
  const server = await startSample();
  try {
    const to = api(server);
    const hash = async (): Promise<string> => (await to.get('/board?scope=internal')).hash;
    const before = await hash();
    const page = await visit(server.url);
    const board = boardPage(page);

    const first = startDrill(server, 'ryver-connections', '--speed', '60', '--pause', '3');
    await expect(board.exerciseBar).toBeVisible();
    // One at a time, and the refusal says how to end the other.
    const second = await startDrill(server, 'managewp-login').ended;
    expect(second.code).not.toBe(0);
    expect(second.printed).toContain('--stop');
    const stop = await startDrill(server, '--stop').ended;
    expect(stop.printed).toContain('Ended: Chat connections fill up.');
    expect((await first.ended).printed).toContain('Somebody ended the exercise.');
    await expect(board.exerciseBar).toBeHidden();
    expect(await hash()).toBe(before);

    const third = startDrill(server, 'managewp-login', '--pause', '3');
    await board.exerciseBar.getByRole('button', { name: 'Hide exercise' }).click();
    await expect(board.exerciseBar).toContainText('EXERCISE');
    await expect(board.exerciseBar).toContainText('hidden here');
    await expect(board.incidents).not.toContainText('EXERCISE');
    await board.exerciseBar.getByRole('button', { name: 'Show exercise' }).click();
    await expect(board.incidents).toContainText('EXERCISE');
    third.interrupt();
    expect((await third.ended).code).toBe(0);
    await expect(board.exerciseBar).toBeHidden();
    expect(await hash()).toBe(before);

    const fourth = startDrill(server, 'wpstream-oauth', '--pause', '3');
    const owner = await visit(await newOwnerLink(server));
    await boardPage(owner).exerciseBar.getByRole('button', { name: 'End exercise' }).click();
    await expect(board.exerciseBar).toBeHidden();
    expect((await fourth.ended).printed).toContain('Somebody ended the exercise.');
    expect(await hash()).toBe(before);
    expect((await startDrill(server, '--stop').ended).printed).toContain('No exercise is running.');
  } finally {
    await server.dispose();
  }
});
