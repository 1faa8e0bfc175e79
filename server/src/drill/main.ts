import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { plainReason } from '../ground/plain-reason.ts';
import { plainText } from '../ground/plain-text.ts';
import { readSample } from '../import/sample.ts';
import { BoardUnclear, findRunningBoard } from '../setup/running-board.ts';
import { notFound } from './not-found.ts';
import { runDrill, stopDrills } from './run-drill.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { serverApi } from './server-api.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const HELP = `npm run drill [-- name] [options]     replays a real outage on the running board, marked EXERCISE

  --list            list the exercises
  --stop            end the running exercise
  --speed 60        how many times faster than the original (default 60: an hour takes a minute)
  --pause 6         longest pause between two entries, in seconds (default 6)
  --stay 20         seconds it stays on the board after the last entry (default 20)
  --on a,b          components of this board that fail, by id
  --public          show it to everyone (the default on the sample board)
  --internal        show it to signed-in people only (the default on your own board)`;

// Names on the board and the server's answers are untrusted text.
const print = (line: string): void => void process.stdout.write(`${plainText(line)}\n`);
/** Prints one sentence and optional help, then exits with code 1. */
const refuse = (sentence: string, help = ''): never => {
  process.stderr.write(`${plainText(sentence)}\n${help}`);
  process.exit(1);
};

const read = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        list: { type: 'boolean' },
        stop: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        public: { type: 'boolean' },
        internal: { type: 'boolean' },
        speed: { type: 'string', default: '60' },
        pause: { type: 'string', default: '6' },
        stay: { type: 'string', default: '20' },
        on: { type: 'string', default: '' },
      },
    });
  } catch (error) {
    // Node's further sentences explain arguments that begin with a dash.
    return refuse(`${plainReason(error).split('. ', 1)[0]}.`, `\n${HELP}\n`);
  }
};

const whichBoard = () => {
  try {
    return findRunningBoard(ROOT, process.env);
  } catch (error) {
    if (error instanceof BoardUnclear) return refuse(error.message);
    throw error;
  }
};

const number = (name: string, text: string, above: number): number => {
  const value = Number(text);
  return Number.isFinite(value) && value >= above && text.trim() !== '' ? value : refuse(`--${name} takes a number of ${above} or more, not "${text}".`);
};

const scenarioNamed = (name: string): Scenario => {
  const known = Object.entries<Scenario>(SCENARIOS).find(([other]) => other === name);
  return known?.[1] ?? refuse(`There is no drill "${name}". There are: ${Object.keys(SCENARIOS).join(', ')}.`);
};

const main = async (): Promise<void> => {
  const { values, positionals } = read();
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  if (values.list) {
    for (const [name, { title, words }] of Object.entries(SCENARIOS)) print(`${name.padEnd(22)}${title}: ${words}`);
    return;
  }
  const board = whichBoard() ?? refuse(notFound(process.env));
  print(`On the board at ${board.url}`);
  const server = serverApi(board);
  if (values.stop) {
    const ended = await stopDrills(server);
    return print(ended.length === 0 ? 'No exercise is running.' : `Ended: ${ended.join(', ')}.`);
  }

  // `npm run drill --speed 60`, without `--`, arrives as a bare 60.
  const isNumber = (text: string) => /^\d+(\.\d+)?$/.test(text);
  const speed = positionals.find(isNumber) ?? values.speed;
  const scenario = scenarioNamed(positionals.find((text) => !isNumber(text)) ?? 'apivideo-2020-10-08');
  const incidents = readSample().flatMap((file) => file.incidents);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  process.on('disconnect', () => stop.abort());
  await runDrill(
    server,
    scenario,
    scenario.incidents.flatMap((id) => incidents.find((incident) => incident.id === id) ?? []),
    {
      speed: number('speed', speed, 0.001),
      longestPauseMs: number('pause', values.pause, 0) * 1_000,
      stayMs: number('stay', values.stay, 0) * 1_000,
      scope: values.public ? 'public' : values.internal ? 'internal' : null,
      on: values.on.split(',').filter((id) => id !== ''),
      stop: stop.signal,
      now: Date.now,
      print,
    },
  );
};

try {
  await main();
  process.exit(0);
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error));
}
