import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// A layer rule that cannot fail protects nothing: each row names an import that must be refused and one that must pass.
const ROWS: { file: string; refused: string; allowed: string }[] = [
  { file: 'shared/src/domain/a.ts', refused: '../query/status.ts', allowed: './event.ts' },
  { file: 'shared/src/domain/b.ts', refused: 'node:fs', allowed: 'zod/mini' },
  { file: 'shared/src/domain/c.ts', refused: '../words/refusal.ts', allowed: './rejection.ts' },
  { file: 'shared/src/query/a.ts', refused: '../protocol/replica.ts', allowed: '../domain/state.ts' },
  { file: 'shared/src/query/b.ts', refused: '../words/verdict.ts', allowed: './status.ts' },
  { file: 'shared/src/words/a.ts', refused: '../protocol/replica.ts', allowed: '../domain/rejection.ts' },
  { file: 'shared/src/words/c.ts', refused: 'react', allowed: 'mdast-util-from-markdown' },
  { file: 'shared/src/words/b.ts', refused: 'zod/mini', allowed: '../query/status.ts' },
  { file: 'shared/src/protocol/a.ts', refused: '../query/status.ts', allowed: '../domain/event.ts' },
  { file: 'shared/src/protocol/b.ts', refused: '../words/refusal.ts', allowed: './replica.ts' },
  { file: 'server/src/log/a.ts', refused: '../push/hub.ts', allowed: 'node:sqlite' },
  { file: 'server/src/log/b.ts', refused: 'express', allowed: 'pg' },
  { file: 'server/src/log/c.ts', refused: '@sitrep/shared/words/refusal.ts', allowed: '@sitrep/shared/domain/event.ts' },
  { file: 'server/src/projection/b.ts', refused: '@sitrep/shared/words/refusal.ts', allowed: '@sitrep/shared/query/status.ts' },
  { file: 'server/src/command/b.ts', refused: '@sitrep/shared/words/refusal.ts', allowed: '@sitrep/shared/domain/rejection.ts' },
  { file: 'server/src/push/c.ts', refused: '@sitrep/shared/words/refusal.ts', allowed: '@sitrep/shared/protocol/replica.ts' },
  { file: 'server/src/http/b.ts', refused: '../push/hub.ts', allowed: '@sitrep/shared/words/refusal.ts' },
  { file: 'server/src/projection/a.ts', refused: '../http/problem.ts', allowed: '../log/event-log.ts' },
  { file: 'server/src/command/a.ts', refused: '../push/hub.ts', allowed: '../projection/projection.ts' },
  { file: 'server/src/push/a.ts', refused: '../log/event-log.ts', allowed: '../projection/feed.ts' },
  { file: 'server/src/push/b.ts', refused: '../command/handle.ts', allowed: 'socket.io' },
  { file: 'server/src/http/a.ts', refused: '../log/sqlite-log.ts', allowed: '../command/handle.ts' },
  { file: 'server/src/import/a.ts', refused: '../http/problem.ts', allowed: '@sitrep/shared/domain/command.ts' },
  { file: 'server/src/auth/a.ts', refused: '../projection/projection.ts', allowed: 'node:sqlite' },
  { file: 'server/src/cli/a.ts', refused: '../projection/projection.ts', allowed: '../log/event-log.ts' },
  { file: 'server/src/drill/a.ts', refused: '../command/handle.ts', allowed: '../import/sample.ts' },
  { file: 'server/src/deliveries/a.ts', refused: '../log/event-log.ts', allowed: '../duty/consumers.ts' },
  { file: 'server/src/samples/a.ts', refused: '../log/event-log.ts', allowed: '../ground/sqlite.ts' },
  { file: 'server/src/duty/a.ts', refused: '../command/handle.ts', allowed: '../log/leases.ts' },
  { file: 'server/src/guard/a.ts', refused: '../log/event-log.ts', allowed: '../push/admission.ts' },
  { file: 'client/src/sync/a.ts', refused: '../views/board/board.tsx', allowed: 'socket.io-client' },
  { file: 'client/src/views/board/a.tsx', refused: 'socket.io-client', allowed: '../../sync/use-board.ts' },
  { file: 'client/src/views/board/b.tsx', refused: '../incident/incident-view.tsx', allowed: './skyline.tsx' },
  { file: 'client/src/views/incident/a.tsx', refused: '../../shell/top-bar.tsx', allowed: '../../ui/dialog.tsx' },
  { file: 'client/src/views/wall/trouble/a.tsx', refused: '../../board/board-room.tsx', allowed: '../frame/wall-mark.tsx' },
  { file: 'client/src/views/history/a.tsx', refused: '../../views/board/board-room.tsx', allowed: '@sitrep/shared/query/status.ts' },
  { file: 'client/src/shell/a.tsx', refused: '../views/board/board-room.tsx', allowed: '../sync/use-board.ts' },
  { file: 'client/src/shell/b.tsx', refused: '@sitrep/shared/protocol/replica.ts', allowed: '@sitrep/shared/words/verdict.ts' },
  { file: 'client/src/sync/b.ts', refused: '../shell/top-bar.tsx', allowed: '@sitrep/shared/protocol/replica.ts' },
  { file: 'client/src/sync/c.ts', refused: '@sitrep/shared/words/refusal.ts', allowed: '@sitrep/shared/domain/command.ts' },
  { file: 'client/src/controls/a.tsx', refused: '../views/board/board-room.tsx', allowed: '../sync/use-command.ts' },
  { file: 'client/src/charts/a.tsx', refused: '../sync/use-board.ts', allowed: 'recharts' },
  { file: 'client/src/ui/a.tsx', refused: '../views/board/board.tsx', allowed: 'react' },
  { file: 'e2e/stories/a.ts', refused: '../../client/src/main.tsx', allowed: '@playwright/test' },
];

const root = resolve(import.meta.dirname, '../..');

interface TableRow {
  readonly folder: string;
  /** Folders and packages named in backticks. */
  readonly may: readonly string[];
  readonly never: readonly string[];
}
const namesIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
/** The table of layers in CONTRIBUTING. */
const TABLE: readonly TableRow[] = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, folder, may, never] = /^\| `((?:shared|server|client)\/src\/[\w-]+)` \| (.*) \| (.*) \|$/.exec(line) ?? [];
    // Names after the semicolon explain; the names before it are the rule.
    return folder === undefined ? [] : [{ folder, may: namesIn(may?.split(';', 1)[0] ?? ''), never: namesIn(never ?? '') }];
  });
const SHARED = ['domain', 'query', 'words', 'protocol'];
const isFolder = (place: string): boolean => existsSync(join(root, place));

/** The import specifier that a file of `folder` uses for a name of the table. */
const importOf = (folder: string, name: string): { file: string; from: string } => {
  const [home = ''] = folder.split('/');
  const deep = folder === 'client/src/views';
  const file = `${folder}/${deep ? 'board/' : ''}table.ts`;
  const up = deep ? '../../' : '../';
  if (name.endsWith('.ts')) return { file, from: `${up}${name}` };
  if (home !== 'shared' && SHARED.includes(name)) return { file, from: `@sitrep/shared/${name}/some-noun.ts` };
  return { file, from: isFolder(`${home}/src/${name}`) ? `${up}${name}/some-noun.ts` : name };
};

const TESTS = /\.test\.tsx?$|-contract\.ts$|\/(testing|simulation)\//;
/** Our folders that the sources of `folder` import, without tests and their fixtures. */
const importedBy = (folder: string): string[] => {
  const found = new Set<string>();
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    const file = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (!entry.isFile() || !/\.tsx?$/.test(file) || TESTS.test(file)) continue;
    for (const [, from = ''] of readFileSync(join(root, file), 'utf8').matchAll(/(?:from |import )'([^']+)'|import\('([^']+)'\)/g)) {
      const place = from.startsWith('@sitrep/')
        ? from.replace(/^@sitrep\/(\w+)\//, '$1/src/')
        : from.startsWith('.')
          ? relative(root, resolve(root, dirname(file), from))
              .split(sep)
              .join('/')
          : null;
      const [home, , name] = place?.split('/') ?? [];
      if (name !== undefined && `${home}/src/${name}` !== folder) found.add(name);
    }
  }
  return [...found].toSorted();
};

/** Every row of the table as imports that must be refused and that must pass. */
const OF_TABLE = TABLE.flatMap(({ folder, may, never }) => [
  ...never.map((name) => ({ folder, name, refused: true, ...importOf(folder, name) })),
  ...may.map((name) => ({ folder, name, refused: false, ...importOf(folder, name) })),
]);

const CLOCKS: { file: string; source: string; refused: boolean }[] = [
  { file: 'shared/src/domain/clock-0.ts', source: 'Date.now()', refused: true },
  { file: 'shared/src/query/clock-1.ts', source: 'new Date()', refused: true },
  { file: 'shared/src/protocol/clock-2.ts', source: 'Math.random()', refused: true },
  { file: 'shared/src/query/clock-3.ts', source: '[1].map(Date.now)', refused: true },
  { file: 'shared/src/query/clock-4.ts', source: "[new Date(0), Date.UTC(2020, 0), Date.parse('2020-01-01')]", refused: false },
  { file: 'shared/src/query/clock-5.test.ts', source: 'Date.now()', refused: false },
  { file: 'server/src/clock-6.ts', source: 'Date.now()', refused: false },
];

const PROSE: { file: string; source: string; refused: boolean }[] = [
  { file: 'shared/src/domain/prose-0.ts', source: "'Check the id.'", refused: true },
  { file: 'shared/src/domain/prose-1.ts', source: `\`There is no \${1}.\``, refused: true },
  { file: 'shared/src/domain/prose-2.ts', source: "{ detail: 'gone already' }", refused: true },
  {
    file: 'shared/src/domain/prose-3.ts',
    source: `['incident_unknown', \`\${1} \${2}\`, \`incident:\${1}\`, 'POST /incidents/:incidentId/title']`,
    refused: false,
  },
  { file: 'shared/src/domain/prose-4.test.ts', source: "'Check the id.'", refused: false },
  { file: 'shared/src/words/prose-5.ts', source: "'Check the id.'", refused: false },
];

const STATED: { file: string; source: string; refused: boolean }[] = [
  { file: 'shared/src/query/stated-0.ts', source: 'incident.stated', refused: true },
  { file: 'shared/src/words/stated-1.ts', source: 'one.incident.stated.at(-1)', refused: true },
  { file: 'server/src/stated-2.ts', source: '(incident) => { const { id, stated } = incident; return [id, stated]; }', refused: true },
  { file: 'client/src/views/board/stated-3.tsx', source: 'incident.stated[0]', refused: true },
  { file: 'shared/src/domain/stated-4.ts', source: 'incident.stated', refused: false },
  { file: 'shared/src/query/stated-5.ts', source: 'incident.occurrences', refused: false },
];

const tree = mkdtempSync(join(tmpdir(), 'sitrep-layers-'));
const refusedIn = new Set<string>();
const pluginIn = new Set<string>();

beforeAll(() => {
  const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  writeFileSync(join(tree, 'biome.json'), JSON.stringify({ ...config, $schema: undefined, vcs: { enabled: false } }));
  cpSync(join(root, 'package.json'), join(tree, 'package.json'));
  ROWS.forEach((row, index) => {
    for (const [kind, source] of [
      ['refused', row.refused],
      ['allowed', row.allowed],
    ] as const) {
      const file = join(tree, dirname(row.file), `${kind}-${index}.ts`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `import * as it from '${source}';\n\nconsole.log(it);\n`);
    }
  });
  OF_TABLE.forEach(({ file, from }, index) => {
    mkdirSync(join(tree, dirname(file)), { recursive: true });
    writeFileSync(join(tree, dirname(file), `table-${index}.ts`), `import * as it from '${from}';\n\nconsole.log(it);\n`);
  });
  mkdirSync(join(tree, 'shared/src/query'), { recursive: true });
  for (const rule of ['shared/no-clock.grit', 'shared/no-prose.grit', 'shared/one-interval.grit']) cpSync(join(root, rule), join(tree, rule));
  for (const { file, source } of [...CLOCKS, ...PROSE, ...STATED]) writeFileSync(join(tree, file), `console.log(${source});\n`);
  const biome = join(root, 'node_modules/.bin/biome');
  const output = (() => {
    try {
      return execFileSync(biome, ['lint', '--reporter=json', '--max-diagnostics=none', '.'], {
        cwd: tree,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  })();
  for (const { category, location } of JSON.parse(output).diagnostics) {
    const path: string = location.path.file ?? location.path;
    if (category === 'plugin') pluginIn.add(path.replace(/^.*?(?=(?:shared|server|client)\/src\/)/, ''));
    if (category === 'lint/style/noRestrictedImports') refusedIn.add(path.replace(/^.*\/((?:refused|allowed|table)-\d+)\.ts$/, '$1'));
  }
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('layers', () => {
  test.each(ROWS.map((row, index) => ({ ...row, index })))('$file may not import $refused, may import $allowed', ({ index }) => {
    expect(refusedIn).toContain(`refused-${index}`);
    expect(refusedIn).not.toContain(`allowed-${index}`);
  });
});

describe('the table in CONTRIBUTING is what Biome holds and what the sources do', () => {
  test('every folder of the packages has a row', () => {
    const folders = ['shared', 'server', 'client'].flatMap((home) =>
      readdirSync(join(root, home, 'src'), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
        .map((entry) => `${home}/src/${entry.name}`),
    );
    expect(TABLE.map(({ folder }) => folder).toSorted()).toEqual(folders.toSorted());
  });

  test.each(OF_TABLE.map((row, index) => ({ ...row, index, verb: row.refused ? 'may never' : 'may' })))('$folder $verb import $name', ({ refused, index }) => {
    expect(refusedIn.has(`table-${index}`)).toBe(refused);
  });

  test.each(TABLE)('$folder imports what its row says, all of it and nothing else', ({ folder, may }) => {
    expect(importedBy(folder)).toEqual(may.filter((name) => name !== 'zod').toSorted());
  });
});

describe('shared knows no clock and no chance', () => {
  test.each(CLOCKS)('$source in $file', ({ file, refused }) => {
    expect(pluginIn.has(file)).toBe(refused);
  });
});

describe('[RJ1] the domain answers with data, and sentences are in words', () => {
  test.each(PROSE)('$source in $file', ({ file, refused }) => {
    expect(pluginIn.has(file)).toBe(refused);
  });
});

describe('[EV45] when an incident was is read in one place', () => {
  test.each(STATED)('$source in $file', ({ file, refused }) => {
    expect(pluginIn.has(file)).toBe(refused);
  });
});

test('the log, the push and the sync name no kind of event', () => {
  const events = readFileSync(join(root, 'shared/src/domain/event.ts'), 'utf8');
  const names = [...events.matchAll(/^ {2}'([a-z]+(?:-[a-z]+)+)': /gm)].map(([, name]) => `'${name}'`);
  expect(names.length).toBeGreaterThan(40);
  const isTest = (file: string) => /\.test\.tsx?$|-fixture\.ts$|-contract\.ts$|^simulation/.test(file);
  const naming = ['server/src/log', 'server/src/push', 'client/src/sync'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !isTest(file))
      .flatMap((file) => {
        const text = readFileSync(join(root, folder, file), 'utf8');
        return names.filter((name) => text.includes(name)).map((name) => `${folder}/${file} names ${name}`);
      }),
  );
  expect(naming).toEqual([]);
});
