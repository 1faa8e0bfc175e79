import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { storeOf } from './data-folder.ts';
import { BoardUnclear, findRunningBoard } from './running-board.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sitrep-board-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const DATABASE_URL = 'postgres://sitrep:secret@db.example/sitrep';
const runs = (folder: string, port: number, databaseUrl: string | null = null) => {
  mkdirSync(join(root, folder), { recursive: true });
  const run = { pid: process.pid, url: `http://localhost:${port}`, token: `token-of-${folder}`, store: storeOf(databaseUrl) };
  writeFileSync(join(root, folder, 'run.json'), JSON.stringify(run));
};
const found = (env: Record<string, string>) => findRunningBoard(root, env)?.url ?? null;

test('[HT37] a tool finds the one board that runs, and none where none does', () => {
  expect(found({})).toBeNull();
  runs('data/sample', 4040);
  expect(found({})).toBe('http://localhost:4040');
  expect(found({ DATA_DIR: join(root, 'data/own') })).toBeNull();
});

test('[HT37] of two boards it takes the one DATA_DIR or PORT names, and does not guess', () => {
  runs('data/sample', 4040);
  runs('data/own', 4041);
  expect(found({ DATA_DIR: join(root, 'data/own') })).toBe('http://localhost:4041');
  expect(found({ DATA_DIR: 'data/own' })).toBe('http://localhost:4041');
  expect(found({ PORT: '4040' })).toBe('http://localhost:4040');
  for (const env of [{}, { PORT: '4999' }]) expect(() => findRunningBoard(root, env)).toThrow(BoardUnclear);
});

test('[HT37] with DATABASE_URL no server on another store is meant', () => {
  runs('data/sample', 4040);
  expect([found({ DATABASE_URL }), found({ DATABASE_URL, DATA_DIR: 'data/sample' })]).toEqual([null, null]);
  runs('data/own', 4041, DATABASE_URL);
  expect([found({ DATABASE_URL }), found({ DATABASE_URL, DATA_DIR: 'data/own' })]).toEqual(['http://localhost:4041', 'http://localhost:4041']);
  expect(found({ DATA_DIR: 'data/own' })).toBe('http://localhost:4041');
});
