import type { Browser, CDPSession } from '@playwright/test';
import type { PageUse } from './report.ts';

/** Kinds of things in a snapshot of the heap that no script made: compiled code, and what the browser itself keeps. */
const NO_OBJECTS: readonly string[] = ['code', 'native', 'synthetic'];

/**
 * A page that Playwright does not know of. It would listen to every frame of every websocket, and what that takes in three processes is more than the
 * page itself does.
 */
export class QuietPage {
  readonly #browser: CDPSession;
  readonly #session: string;
  readonly #context: string;
  readonly #waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  readonly #tell: (event: string, params: Record<string, unknown>) => void;
  #snapshot = (_: string): unknown => null;
  #sent = 0;

  private constructor(browser: CDPSession, session: string, context: string, tell: (event: string, params: Record<string, unknown>) => void) {
    this.#browser = browser;
    this.#session = session;
    this.#context = context;
    this.#tell = tell;
    browser.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
      if (sessionId === session) this.#receive(JSON.parse(message));
    });
  }

  /** `script`: runs before those of any page; `onFault`: hears of errors and of what goes to the console. */
  static async open(browser: Browser, { script, onFault }: { script: string; onFault: (words: string) => void }): Promise<QuietPage> {
    const devtools = await browser.newBrowserCDPSession();
    const { browserContextId } = await devtools.send('Target.createBrowserContext');
    const { targetId } = await devtools.send('Target.createTarget', { url: 'about:blank', browserContextId, width: 1920, height: 1080 });
    const { sessionId } = await devtools.send('Target.attachToTarget', { targetId, flatten: false });
    const page = new QuietPage(devtools, sessionId, browserContextId, (event, params) => {
      if (event === 'Runtime.exceptionThrown') onFault(JSON.stringify(params));
      if (event === 'Runtime.consoleAPICalled') onFault((params.args as { value?: unknown }[]).map(({ value }) => String(value)).join(' '));
    });
    await page.send('Runtime.enable');
    await page.send('Performance.enable');
    await page.send('Page.enable');
    await page.send('Emulation.setTimezoneOverride', { timezoneId: 'Europe/Paris' });
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: script });
    return page;
  }

  goTo(url: string): Promise<unknown> {
    return this.send('Page.navigate', { url });
  }
  /** In: a function that uses nothing from outside but its argument. */
  async evaluate<A, T>(run: (argument: A) => T, argument: A): Promise<Awaited<T>> {
    const expression = `(${run})(${JSON.stringify(argument)})`;
    const { result, exceptionDetails } = await this.send<{ result: { value: Awaited<T> }; exceptionDetails?: unknown }>('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }
  /** Memory and node counts after garbage collection. */
  async use(): Promise<PageUse> {
    // Objects that the console retains do not belong to the page.
    await this.send('Runtime.discardConsoleEntries');
    // One collection releases nodes and the next one frees them.
    for (let round = 0; round < 2; round++) await this.send('HeapProfiler.collectGarbage');
    const { metrics } = await this.send<{ metrics: { name: string; value: number }[] }>('Performance.getMetrics');
    const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return { objectsKb: await this.#objectsKb(), heapKb: of('JSHeapUsedSize') / 1_000, nodes: of('Nodes'), listeners: of('JSEventListeners') };
  }
  /** What the scripts hold. The rest of the heap is their compiled code, which a browser makes for days before it has all of it. */
  async #objectsKb(): Promise<number> {
    const chunks: string[] = [];
    this.#snapshot = (chunk) => chunks.push(chunk);
    await this.send('HeapProfiler.takeHeapSnapshot');
    const { snapshot, nodes } = JSON.parse(chunks.join('')) as { snapshot: { meta: { node_fields: string[]; node_types: [string[]] } }; nodes: number[] };
    const { node_fields: fields, node_types: types } = snapshot.meta;
    const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
    let bytes = 0;
    for (let at = 0; at < nodes.length; at += fields.length) if (!NO_OBJECTS.includes(types[0][nodes[at + type] ?? 0] ?? '')) bytes += nodes[at + size] ?? 0;
    return bytes / 1_000;
  }

  async close(): Promise<void> {
    await this.#browser.send('Target.disposeBrowserContext', { browserContextId: this.#context });
    await this.#browser.detach();
  }

  async send<T = unknown>(method: string, params: Record<string, unknown> = {}): Promise<T> {
    const id = ++this.#sent;
    const answer = new Promise<T>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    await this.#browser.send('Target.sendMessageToTarget', { sessionId: this.#session, message: JSON.stringify({ id, method, params }) });
    return answer;
  }
  #receive(message: { id?: number; result?: never; error?: { message: string }; method?: string; params?: Record<string, unknown> }): void {
    if (message.method === 'HeapProfiler.addHeapSnapshotChunk') this.#snapshot(String(message.params?.chunk));
    if (message.id === undefined) {
      this.#tell(message.method ?? '', message.params ?? {});
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error !== undefined) waiting?.reject(new Error(message.error.message));
    else waiting?.resolve(message.result as never);
  }
}
