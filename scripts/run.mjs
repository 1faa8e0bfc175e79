// Bootstrap: needs only Node >= 18 with npm. Installs pnpm, and a private Node if the system's is too old, into .toolchain/ from the npm registry,
// installs from the frozen lockfile, then runs the command asked for as a direct child, so that stop signals and exit codes are its own.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE = '24.21.0';
const PNPM = '12.21.0';
// The first Node 24 whose SQLite has percentile(). Node 25 never had it, 26 always did.
const MINIMUM = '24.16';
const isRecent = ([major, minor]) => (major === 24 && minor >= 16) || major >= 26;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const toolchain = join(root, '.toolchain');
const windows = process.platform === 'win32';

const fail = (sentence) => {
  console.error(`[sitrep] ${sentence}`);
  process.exit(1);
};

/** The environment without npm's npm_config_* and npm_package_*, which would affect a nested npm or pnpm, and without NODE_ENV, which would affect the build. */
const cleanEnv = () => Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key) && key !== 'NODE' && key !== 'NODE_ENV'));

/** Installs one tool from the registry into .toolchain/ and returns its bin folder. */
function fetchTool(spec, bin, why) {
  const dir = join(toolchain, spec.replace(/[/@]/g, '-'));
  const bins = join(dir, 'node_modules', '.bin');
  const exe = join(bins, windows ? `${bin}.cmd` : bin);
  if (existsSync(exe)) return bins;
  console.log(`[sitrep] fetching ${spec} from the npm registry (${why})`);
  const temporary = `${dir}.tmp-${process.pid}`;
  mkdirSync(temporary, { recursive: true });
  writeFileSync(join(temporary, 'package.json'), '{"private":true}\n');
  const args = ['install', '--prefix', temporary, '--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', spec];
  const { status } = spawnSync('npm', args, { cwd: temporary, env: cleanEnv(), stdio: ['ignore', 'ignore', 'inherit'], shell: windows });
  if (status !== 0) {
    rmSync(temporary, { recursive: true, force: true });
    fail(`could not fetch ${spec}: check the network, or install Node >= ${MINIMUM} and pnpm ${PNPM} yourself.`);
  }
  try {
    renameSync(temporary, dir);
  } catch {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(exe)) fail(`could not move ${spec} into ${dir}.`);
  }
  return bins;
}

function findTools() {
  const path = [];
  let node = process.execPath;
  let version = process.versions.node;
  if (!isRecent(process.versions.node.split('.').map(Number)) || process.env.SITREP_PRIVATE_NODE) {
    if (process.platform === 'darwin') fail(`this is Node ${process.version}; please install Node ${MINIMUM} or newer.`);
    const bins = fetchTool(`node-${windows ? 'win' : process.platform}-${process.arch}@${NODE}`, 'node', `this is ${process.version}, Sitrep needs ${MINIMUM}`);
    path.push(bins);
    node = join(bins, windows ? 'node.cmd' : 'node');
    version = NODE;
  }
  path.push(fetchTool(`pnpm@${PNPM}`, 'pnpm', 'the package manager'));
  const bins = ['.', 'client', 'e2e'].map((folder) => join(root, folder, 'node_modules', '.bin'));
  return {
    node,
    version,
    env: {
      ...cleanEnv(),
      PATH: [...path, ...bins, process.env.PATH].join(delimiter),
      // A server starts in half the time from sources that Node has compiled before.
      NODE_COMPILE_CACHE: join(toolchain, 'compiled'),
      npm_config_update_notifier: 'false',
    },
  };
}

const digest = (...paths) => {
  const hash = createHash('sha256');
  const add = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = join(path, entry.name);
      if (entry.isDirectory()) add(file);
      else hash.update(file).update(readFileSync(file));
    }
  };
  for (const path of paths) {
    const whole = join(root, path);
    if (!existsSync(whole)) continue;
    if (/\.[a-z]+$/.test(path)) hash.update(path).update(readFileSync(whole));
    else add(whole);
  }
  return hash.digest('hex');
};

/** Runs `work` unless its inputs are unchanged since it last succeeded. */
function onceFor(name, inputs, output, work) {
  const stamp = join(toolchain, `${name}.stamp`);
  // The Node that does the work, whichever one started this: two of them in turn would install and build each time.
  const now = digest(...inputs) + version;
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  work();
  writeFileSync(stamp, now);
}

const { node, version, env } = findTools();
const step = (command, args) => {
  const { status } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit', shell: windows });
  if (status !== 0) process.exit(status ?? 1);
};
const install = () =>
  onceFor(
    'install',
    ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', 'client/package.json', 'server/package.json', 'shared/package.json', 'e2e/package.json'],
    join(root, 'node_modules', '.modules.yaml'),
    () => {
      console.log('[sitrep] installing the packages of the lockfile');
      step('pnpm', ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn']);
    },
  );
const build = () =>
  onceFor(
    'build',
    ['client/src', 'client/public', 'client/index.html', 'client/vite.config.ts', 'client/package.json', 'shared/src', 'pnpm-lock.yaml'],
    join(root, 'client', 'dist', 'index.html'),
    () => {
      console.log('[sitrep] building the pages');
      step('pnpm', ['--filter', './client', 'exec', 'vite', 'build', '--logLevel', 'warn']);
    },
  );

/** Parent and command line of a process; null when it is gone, or on Windows, where they cannot be read. */
function lookUp(pid) {
  if (process.platform !== 'linux') {
    const found = windows ? null : /^\s*(\d+)\s+(.*)/.exec(spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '');
    return found && { parent: Number(found[1]), args: found[2] };
  }
  try {
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { parent: Number(parent), args: readFileSync(`/proc/${pid}/cmdline`, 'utf8') };
  } catch {
    return null;
  }
}

/**
 * Returns a check whether the npm that started us has gone. Most shells stay between npm and us, pass on no signals and outlive npm, so npm is our parent or the parent of
 * that shell. The process that started npm may go: `nohup npm start &` outlives its terminal.
 */
function watchNpm() {
  if (process.env.npm_lifecycle_event === undefined) return () => false;
  const parent = process.ppid;
  const found = lookUp(parent);
  const npm = found?.args.includes('run.mjs') ? found.parent : null;
  return () => process.ppid !== parent || (npm !== null && lookUp(parent)?.parent !== npm);
}
const npmHasGone = watchNpm();

/** Runs a program as our direct child, in a separate process group, so that Ctrl-C reaches it once, through us; the IPC channel closes when we are gone. */
function become(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: !windows, ...options });
  child.on('error', (error) => fail(`could not run ${command}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
  const stop = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  setInterval(() => npmHasGone() && stop('SIGTERM'), process.platform === 'linux' ? 300 : 2_000).unref();
}

/** Without `--` npm consumes flags: `npm run drill --stop` must not start an exercise. Of `--speed 60` npm passes on the 60, of `--speed=60` nothing. */
const keptByNpm = (...names) =>
  names.flatMap((name) => {
    const value = process.env[`npm_config_${name}`];
    if (value === undefined || value === '') return [];
    return ['list', 'stop', 'public', 'internal', 'own', 'sample', 'fast'].includes(name) ? [`--${name}`] : value === 'true' ? [] : [`--${name}=${value}`];
  });
const quiet = ['--disable-warning=ExperimentalWarning'];
const [command = 'start', ...rest] = process.argv.slice(2);
const commands = {
  start: () => {
    install();
    build();
    become(node, [...quiet, 'server/src/main.ts', ...rest, ...keptByNpm('own', 'sample')]);
  },
  test: () => {
    install();
    build();
    become(node, [...quiet, 'e2e/everything.ts', ...rest]);
  },
  'test:long': () => {
    install();
    build();
    become(node, [...quiet, 'e2e/everything.ts', '--long', ...rest]);
  },
  dev: () => {
    install();
    become(node, [...quiet, 'e2e/dev.ts', ...rest]);
  },
  check: () => {
    install();
    become(node, [...quiet, 'e2e/checks/check.ts', ...rest]);
  },
  drill: () => {
    install();
    become(node, [...quiet, 'server/src/drill/main.ts', ...rest, ...keptByNpm('list', 'stop', 'public', 'internal', 'speed', 'pause', 'stay', 'on')]);
  },
  bench: () => {
    install();
    build();
    become(node, [...quiet, 'e2e/load/bench.ts', ...rest]);
  },
  'soak:wall': () => {
    install();
    build();
    become(node, [...quiet, 'e2e/load/soak-wall.ts', ...rest, ...keptByNpm('fast', 'days', 'seed')]);
  },
  sitrep: () => {
    // An option consumed by npm cannot be restored: its value may be lost or have become a separate word.
    if (['role', 'name', 'expires', 'kiosk'].some((name) => process.env[`npm_config_${name}`]))
      fail('npm kept options of this command to itself. Put -- before it: npm run sitrep -- token create …');
    install();
    become(node, [...quiet, 'server/src/cli/main.ts', ...rest], { detached: false, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  },
};
if (!Object.hasOwn(commands, command)) fail(`unknown command "${command}": one of ${Object.keys(commands).join(', ')}.`);
mkdirSync(toolchain, { recursive: true });
commands[command]();
