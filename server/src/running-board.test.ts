import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BoardUnclear, findRunningBoard } from './running-board.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sitrep-board-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const runs = (folder: string, port: number, pid = process.pid) => {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, 'run.json'), JSON.stringify({ pid, url: `http://localhost:${port}`, token: `token-of-${folder}` }));
};

test('[HT37] a tool finds the one board that runs, and none where none does', () => {
  expect(findRunningBoard(root, {})).toBeNull();
  runs('data/sample', 4040);
  expect(findRunningBoard(root, {})?.url).toBe('http://localhost:4040');
  expect(findRunningBoard(root, { DATA_DIR: join(root, 'data/own') })).toBeNull();
});
test('[HT37] of two boards it takes the one DATA_DIR or PORT names, and does not guess', () => {
  runs('data/sample', 4040);
  runs('data/own', 4041);
  expect(findRunningBoard(root, { DATA_DIR: join(root, 'data/own') })?.url).toBe('http://localhost:4041');
  expect(findRunningBoard(root, { PORT: '4040' })?.url).toBe('http://localhost:4040');
  expect(() => findRunningBoard(root, {})).toThrow(BoardUnclear);
});
