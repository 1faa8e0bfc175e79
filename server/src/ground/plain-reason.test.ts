import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { plainReason } from './plain-reason.ts';

const reasonOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return plainReason(error);
  }
  throw new Error('it was to fail');
};

test('[HT29] what a disk or a database says is told in words', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-reason-'));
  const text = join(folder, 'text');
  writeFileSync(text, 'no database at all');
  expect(reasonOf(() => readFileSync(join(folder, 'none')))).toBe('there is no such file or folder');
  expect(reasonOf(() => readFileSync(join(text, 'below')))).toBe('a part of the path is a file');
  expect(reasonOf(() => readFileSync(folder))).toBe('it is a folder');
  expect(reasonOf(() => new DatabaseSync(folder))).toBe('the file cannot be opened');
  expect(reasonOf(() => new DatabaseSync(text).exec('PRAGMA journal_mode=WAL'))).toBe('the file is damaged, or no database');
  rmSync(folder, { recursive: true });
});

test('[HT29] the innermost reason counts, in one line', () => {
  expect(plainReason(new Error('outer', { cause: new AggregateError([new Error('inner.\nmore')]) }))).toBe('inner');
  expect(plainReason('thrown')).toBe('thrown');
});
