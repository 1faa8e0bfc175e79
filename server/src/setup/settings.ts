import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { BlockList } from 'node:net';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import * as z from 'zod';
import { readProxies } from '../ground/client.ts';
import { VISIBILITIES, type Visibility } from '../ground/visibility.ts';
import { weakSecret } from './weak-secret.ts';

export interface Settings {
  port: number;
  host: string;
  dataDir: string;
  /** Whether this process holds the data folder: always with the embedded store, on PostgreSQL only when DATA_DIR is given. */
  announces: boolean;
  /** Loads the sample onto an empty board. */
  sample: boolean;
  databaseUrl: string | null;
  publicUrl: string | null;
  proxies: BlockList;
  tls: { cert: Buffer; key: Buffer } | null;
  bootstrapToken: string | null;
  allowInsecure: boolean;
  /** Who may read the board. */
  visibility: Visibility;
  /** Event loop lag above which work is shed, ms; null for the default. */
  maxLagMs: number | null;
  /** How long a person's post for customers waits before it leaves, ms. */
  holdMs: number;
  /** How long an incident may wait until somebody acknowledges it, ms, and who is asked next. */
  acknowledge: { withinMs: number; next: string[] };
  /** How many customers' reports about one component, within how long, are a suspicion. */
  suspect: { count: number; withinMs: number };
  admission: { sockets?: number; perAddress?: number; handshakesPerSecond?: number };
}

/** A setting that cannot be used; the message is one sentence naming it. */
export class SettingsError extends Error {}

/** The oldest Node this runs on, as `scripts/run.mjs` has it: the first 24 whose SQLite has percentile(). Node 25 never had it, 26 always did. */
export const NODE_FLOOR = '24.16';

/** Throws SettingsError for a Node without the required SQLite. In: `process.versions.node`. */
export const requireNode = (version: string): void => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 24 || major === 25 || (major === 24 && minor < 16))
    throw new SettingsError(`This is Node ${version}; install Node ${NODE_FLOOR} or newer, or run npm start, which brings one.`);
};

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);
const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).href === `${new URL(text).origin}/` && !/[?#]/.test(text);
const yes = z.enum(['true', 'false', '1', '0'], 'must be true or false').transform((text) => text === 'true' || text === '1');

/** The environment variables, all optional. An empty variable counts as unset. */
const Environment = z.object({
  PORT: whole(0, 65_535).default(4040),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .refine(isOrigin, 'must be an address without a path, such as https://status.example')
    .optional(),
  TRUST_PROXY: z
    .string()
    .default('')
    .transform((text, context) => {
      const proxies = readProxies(text);
      if (proxies !== null) return proxies;
      context.addIssue('must list addresses or networks separated by commas, such as "loopback" or "10.0.0.0/8"');
      return z.NEVER;
    }),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  BOOTSTRAP_TOKEN: z
    .string()
    .min(24, 'must have at least 24 characters, so that it cannot be guessed')
    .superRefine((token, { addIssue }) => {
      const why = token.length < 24 ? null : weakSecret(token);
      if (why !== null) addIssue(`${why}, so that it can be guessed; make one with: openssl rand -hex 24`);
    })
    .optional(),
  ALLOW_INSECURE: yes.default(false),
  VISIBILITY: z.enum(VISIBILITIES, 'must be both, internal or public').default('both'),
  MAX_SOCKETS: whole(1, 1_000_000).optional(),
  MAX_SOCKETS_PER_ADDRESS: whole(1, 1_000_000).optional(),
  MAX_HANDSHAKES_PER_SECOND: whole(1, 1_000_000).optional(),
  HOLD_SECONDS: whole(0, 60).default(10),
  ACKNOWLEDGE_MINUTES: whole(1, 1_440).default(5),
  ACKNOWLEDGE_NEXT: z
    .string()
    .default('')
    .transform((text) => text.split(',').map((name) => name.trim()))
    .transform((names) => names.filter((name) => name !== ''))
    .refine((names) => names.length <= 10 && names.every((name) => name.length <= 100), 'must list at most ten names of at most 100 characters'),
  SUSPECT_SIGHTINGS: whole(2, 20).default(3),
  SUSPECT_MINUTES: whole(5, 1440).default(30),
  MAX_LAG_MS: whole(10, 60_000).optional(),
});

/** Reads all settings once. In: the environment, the arguments after the program, the folder to start in. Throws SettingsError. */
export const readSettings = (env: Readonly<Record<string, string | undefined>>, args: readonly string[], folder: string): Settings => {
  for (const arg of args) if (arg !== '--own' && arg !== '--sample') throw new SettingsError(`There is no option ${arg}; there are --own and --sample.`);
  if (args.includes('--own') && args.includes('--sample')) throw new SettingsError('Say --own or --sample, not both.');
  const parsed = Environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new SettingsError(`The setting ${issue?.path.join('.')} ${issue?.message}.`);
  }
  const is = parsed.data;
  const own = args.includes('--own') || is.DATA_DIR !== undefined || is.DATABASE_URL !== undefined || existsSync(resolve(folder, 'data/own/log.sqlite'));
  // Without a board of one's own, the sample board opens in its own folder.
  const sample = args.includes('--sample') || !own;
  return {
    port: is.PORT,
    host: is.HOST,
    dataDir: resolve(folder, is.DATA_DIR ?? (sample ? 'data/sample' : 'data/own')),
    announces: is.DATABASE_URL === undefined || is.DATA_DIR !== undefined,
    sample,
    databaseUrl: is.DATABASE_URL ?? null,
    publicUrl: is.PUBLIC_URL ?? null,
    proxies: is.TRUST_PROXY,
    tls: readTls(is.TLS_CERT, is.TLS_KEY),
    bootstrapToken: is.BOOTSTRAP_TOKEN ?? null,
    allowInsecure: is.ALLOW_INSECURE,
    visibility: is.VISIBILITY,
    maxLagMs: is.MAX_LAG_MS ?? null,
    holdMs: is.HOLD_SECONDS * 1000,
    acknowledge: { withinMs: is.ACKNOWLEDGE_MINUTES * 60_000, next: is.ACKNOWLEDGE_NEXT },
    suspect: { count: is.SUSPECT_SIGHTINGS, withinMs: is.SUSPECT_MINUTES * 60_000 },
    admission: {
      ...(is.MAX_SOCKETS && { sockets: is.MAX_SOCKETS }),
      ...(is.MAX_SOCKETS_PER_ADDRESS && { perAddress: is.MAX_SOCKETS_PER_ADDRESS }),
      ...(is.MAX_HANDSHAKES_PER_SECOND && { handshakesPerSecond: is.MAX_HANDSHAKES_PER_SECOND }),
    },
  };
};

const readTls = (cert: string | undefined, key: string | undefined): Settings['tls'] => {
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined) throw new SettingsError('TLS_CERT and TLS_KEY go together: each names a PEM file.');
  const tls = { cert: readPem('TLS_CERT', cert), key: readPem('TLS_KEY', key) };
  try {
    createSecureContext(tls);
    return tls;
  } catch {
    throw new SettingsError('TLS_KEY is not the key of the certificate that TLS_CERT names.');
  }
};
const readPem = (name: 'TLS_CERT' | 'TLS_KEY', file: string): Buffer => {
  let pem: Buffer;
  try {
    pem = readFileSync(file);
  } catch {
    throw new SettingsError(`The file that ${name} names, ${file}, cannot be read.`);
  }
  try {
    if (name === 'TLS_KEY') createPrivateKey(pem);
    else if (new X509Certificate(pem).raw.equals(pem)) throw new Error('DER');
  } catch {
    throw new SettingsError(`The file that ${name} names, ${file}, holds no ${name === 'TLS_CERT' ? 'certificate' : 'key without a passphrase'} in PEM.`);
  }
  return pem;
};
