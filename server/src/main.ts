import { createHash, randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { type App, createApp } from './app.ts';
import { PRINTED_LINK_MINUTES } from './auth/principals.ts';
import { newSecret } from './auth/secret.ts';
import { isLoopback } from './ground/client.ts';
import { systemClock } from './ground/clock.ts';
import { oncePerMinute } from './ground/repeated-errors.ts';
import { StoreUnavailable } from './ground/store-unavailable.ts';
import { systemTimers } from './ground/timers.ts';
import { DiskReserve } from './guard/disk-reserve.ts';
import { systemVitals } from './guard/vitals.ts';
import { holdsSample, loadSample } from './import/sample.ts';
import { UnreadableEvent } from './log/unreadable-event.ts';
import { baseUrl } from './rooms/door-room.ts';
import { type DataFolder, FolderRefused, storeOf } from './setup/data-folder.ts';
import { openStores, StoreRefused, type Stores } from './setup/open-stores.ts';
import { readSettings, requireNode, type Settings, SettingsError } from './setup/settings.ts';

// The composition root: the only reader of environment and clock, and the only one that listens. Chance comes from here but for secrets, salts and epochs.

const root = resolve(import.meta.dirname, '../..');
const clientFolder = join(root, 'client/dist');
// The console ignores output that cannot be written; with a destination of pino's own the process could not exit while the log file's disk is full.
const logger = pino({ level: 'warn' }, { write: (line) => console.error(line.trimEnd()) });
const ID_LETTERS = '23456789bcdfghjkmnpqrstvwxyz';

// Files this process writes are readable by its user only.
process.umask(0o077);

const start = async (): Promise<void> => {
  requireNode(process.versions.node);
  const settings = readSettings(process.env, process.argv.slice(2), root);
  // A board, once created, is what the next start opens, so create one only when the start can succeed.
  if (settings.databaseUrl === null && !existsSync(join(settings.dataDir, 'log.sqlite'))) await tryPort(settings);
  const stores = await openStores(settings);
  const runToken = newSecret();
  const app = await createApp(
    {
      log: stores.log,
      auth: stores.auth,
      evidence: stores.evidence,
      bus: stores.bus,
      clock: systemClock,
      timers: systemTimers,
      reserve: stores.folder === null || settings.databaseUrl !== null ? null : new DiskReserve(stores.folder.path, stores.folder.file('reserve')),
      readVitals: systemVitals(),
      stopwatch: () => performance.now() / 1000,
      random: Math.random,
      newUuid: randomUUID,
      newId: (prefix) => `${prefix}-${Array.from({ length: 6 }, () => ID_LETTERS[randomInt(ID_LETTERS.length)]).join('')}`,
      onError: oncePerMinute((err, about, again) => logger.error({ err, about, ...(again > 0 && { again }) }), systemClock.now),
    },
    {
      ...settings,
      ownerTokens: [
        { id: 'run', name: 'This server', token: runToken },
        ...(settings.bootstrapToken === null ? [] : [{ id: 'bootstrap', name: 'Bootstrap token', token: settings.bootstrapToken }]),
      ],
      clientFolder,
      build: readBuild(),
    },
  );
  const graceful = closeWithGrace({ delay: 10_000, logger: false }, async ({ err }) => {
    if (err) logger.fatal({ err }, 'stopping after an error nobody foresaw');
    await app.close();
    await stores.bus.close();
    await stores.log.close();
    stores.folder?.release();
  });
  // `npm start` dies without passing on SIGTERM; its end closes this channel, so that no process keeps the port.
  process.once('disconnect', () => graceful.close());
  const sampleFault = settings.sample ? await sampleInto(app) : null;
  await listen(app.server, settings);
  const announced = announce(stores, { url: runUrl(app, settings), token: runToken, store: storeOf(settings.databaseUrl) });
  const notes = [...(sampleFault === null ? [] : [sampleFault]), ...(announced ? [] : [NOT_ANNOUNCED])];
  const link = await ownerLinkLine(app, stores.folder !== null);
  console.log(startMessage(settings, stores, baseUrl(app.server, settings), link, notes));
};

/** Output that does not go to a terminal ends up in a log, so there the link is printed only until the first owner has signed in. */
const ownerLinkLine = async ({ principals, ownerLink }: App, announced: boolean): Promise<string> => {
  // The tool finds the server through its data folder.
  const another = announced ? 'npm run sitrep -- owner-link' : 'start with a DATA_DIR, then npm run sitrep -- owner-link';
  if (!process.stdout.isTTY && (await principals.hadOwner().catch(() => true))) return `for another browser: ${another}`;
  const code = await principals.newOwnerLink(PRINTED_LINK_MINUTES * 60_000).catch(() => null);
  if (code === null) return `none, because it could not be stored: ${another}`;
  const link = ownerLink(code);
  return `${link}\n${' '.repeat(14)}Signs one browser in, once, within ${PRINTED_LINK_MINUTES} minutes. Another: ${another}`;
};

const NOT_ANNOUNCED = 'The disk is full: the board can be read, nothing can be recorded, and the command line does not find this server until there is room.';
const ANNOUNCE_AGAIN_MS = 5_000;

/** Announces the server's address in run.json. False when the disk is full; it is then retried until there is room. */
const announce = ({ folder }: Stores, run: Parameters<DataFolder['announce']>[0]): boolean => {
  if (folder === null || folder.announce(run)) return true;
  const stop = systemTimers.every(ANNOUNCE_AGAIN_MS, () => folder.announce(run) && stop());
  return false;
};

/** Out: null once the sample is loaded, else why not; the next start continues where this one stopped. */
const sampleInto = async (app: App): Promise<string | null> => {
  if (holdsSample(app.projection.internal.state.board)) return null;
  try {
    await loadSample((command, { actor, key }) => app.handle(command, { principal: 'sample', actor, rights: 'system', idempotencyKey: key }));
    return null;
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return `The sample is not loaded whole, as ${error.message}. Start again once that is mended.`;
  }
};

const tryPort = async (settings: Settings): Promise<void> => {
  const server = createServer();
  await listen(server, settings);
  await new Promise((resolve) => server.close(resolve));
};

const listen = async (server: Server, { port, host }: Settings): Promise<void> => {
  server.listen({ port, host, backlog: 2_048 });
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new SettingsError(`Port ${port} is taken by another program; stop that one, or set PORT to another.`);
    if (code === 'EACCES') throw new SettingsError(`Port ${port} needs rights this user does not have; set PORT to one above 1023.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new SettingsError(`HOST is ${host}, which is not an address of this machine.`);
    throw error;
  }
};

/** The address for tools on this machine, which need no proxy. */
const runUrl = (app: App, settings: Settings): string => baseUrl(app.server, { ...settings, publicUrl: null });

const readBuild = (): string => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const page = join(clientFolder, 'index.html');
  return existsSync(page) ? `${version}-${createHash('sha256').update(readFileSync(page)).digest('hex').slice(0, 8)}` : version;
};

const startMessage = (settings: Settings, { folder }: Stores, url: string, ownerLink: string, notes: readonly string[]): string => {
  const lines = [
    ['Board', `${url}/`],
    ...networkUrls(url, settings).map((address) => ['Network', `${address}/`]),
    ['Wall', `${url}/wall`],
    ['API docs', `${url}/api/docs`],
    ['Owner link', ownerLink],
    ['Data', settings.databaseUrl === null ? `${folder?.path}` : `PostgreSQL${folder ? `, and ${folder.path}` : ''}`],
    ...(settings.sample ? [['', 'This is sample data. A board of your own: npm start -- --own']] : []),
    ...(servesSecrets(settings) ? [] : [['Note', 'Beyond this machine plain http serves the public scope only. Use https, or set ALLOW_INSECURE.']]),
    ...(settings.allowInsecure ? [['Note', 'ALLOW_INSECURE is set: tokens and internal texts may cross the network unencrypted.']] : []),
    ...(existsSync(clientFolder) ? [] : [['Note', 'The pages are not built yet; the API works. npm start builds them.']]),
    ...notes.map((note) => ['Note', note]),
    ['Stop', 'Ctrl-C'],
  ];
  return `\nSitrep is running.\n\n${lines.map(([name = '', words]) => `  ${name.padEnd(11)} ${words}`).join('\n')}\n`;
};

/** The addresses for other devices. Beyond the first few they are mostly bridges of virtual machines. */
const networkUrls = (url: string, { host, publicUrl }: Settings): string[] =>
  publicUrl !== null || (host !== '0.0.0.0' && host !== '::')
    ? []
    : Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .filter(({ family, internal }) => family === 'IPv4' && !internal)
        .slice(0, 3)
        .map(({ address }) => url.replace('localhost', address));

const servesSecrets = ({ host, tls, allowInsecure }: Settings): boolean => tls !== null || allowInsecure || host === 'localhost' || isLoopback(host);

try {
  await start();
} catch (error) {
  if (error instanceof SettingsError || error instanceof FolderRefused || error instanceof StoreRefused || error instanceof UnreadableEvent)
    console.error(`Sitrep cannot start: ${error.message}`);
  else console.error('Sitrep cannot start:', error);
  process.exit(1);
}
