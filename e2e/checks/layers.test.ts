import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// A layer rule that cannot fail protects nothing: each row names an import that must be refused and one that must pass.
const ROWS: { file: string; refused: string; allowed: string }[] = [
  { file: 'shared/src/domain/a.ts', refused: '../query/status.ts', allowed: './event.ts' },
  { file: 'shared/src/domain/b.ts', refused: 'node:fs', allowed: 'zod/mini' },
  { file: 'shared/src/query/a.ts', refused: '../protocol/replica.ts', allowed: '../domain/state.ts' },
  { file: 'shared/src/protocol/a.ts', refused: '../query/status.ts', allowed: '../domain/event.ts' },
  { file: 'server/src/log/a.ts', refused: '../push/hub.ts', allowed: 'node:sqlite' },
  { file: 'server/src/log/b.ts', refused: 'express', allowed: 'pg' },
  { file: 'server/src/projection/a.ts', refused: '../http/problem.ts', allowed: '../log/event-log.ts' },
  { file: 'server/src/command/a.ts', refused: '../push/hub.ts', allowed: '../projection/projection.ts' },
  { file: 'server/src/push/a.ts', refused: '../log/event-log.ts', allowed: '../projection/feed.ts' },
  { file: 'server/src/push/b.ts', refused: '../command/handle.ts', allowed: 'socket.io' },
  { file: 'server/src/http/a.ts', refused: '../log/sqlite-log.ts', allowed: '../command/handle.ts' },
  { file: 'server/src/import/a.ts', refused: '../http/problem.ts', allowed: '@sitrep/shared/domain/command.ts' },
  { file: 'server/src/auth/a.ts', refused: '../projection/projection.ts', allowed: 'node:sqlite' },
  { file: 'client/src/sync/a.ts', refused: '../views/board/board.tsx', allowed: 'socket.io-client' },
  { file: 'client/src/views/board/a.tsx', refused: 'socket.io-client', allowed: '../../sync/use-board.ts' },
  { file: 'client/src/charts/a.tsx', refused: '../sync/use-board.ts', allowed: 'recharts' },
  { file: 'client/src/ui/a.tsx', refused: '../views/board/board.tsx', allowed: 'react' },
  { file: 'e2e/stories/a.ts', refused: '../../client/src/main.tsx', allowed: '@playwright/test' },
];

const root = resolve(import.meta.dirname, '../..');
const tree = mkdtempSync(join(tmpdir(), 'sitrep-layers-'));
const refusedIn = new Set<string>();

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
    if (category === 'lint/style/noRestrictedImports')
      refusedIn.add((location.path.file ?? location.path).replace(/^.*\/((?:refused|allowed)-\d+)\.ts$/, '$1'));
  }
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('layers', () => {
  test.each(ROWS.map((row, index) => ({ ...row, index })))('$file may not import $refused, may import $allowed', ({ index }) => {
    expect(refusedIn).toContain(`refused-${index}`);
    expect(refusedIn).not.toContain(`allowed-${index}`);
  });
});
