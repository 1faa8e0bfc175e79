import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSample } from './sample.ts';
import { chronological, incidentCommands } from './sample-commands.ts';
import type { SampleIncident } from './sample-file.ts';

/** Compares the sample with its source texts, which are kept outside the project. */
const SOURCES = resolve(import.meta.dirname, '../../../../shared/data/seeds');
const found = existsSync(join(SOURCES, 'seed-facts.yaml'));
if (!found) console.warn(`SKIPPED: the sample against its sources, as there is no folder ${SOURCES}`);

const read = (file: string) => readFileSync(join(SOURCES, file), 'utf8');
const TEXTS = ['apivideo-history.txt', 'managewp-log.txt', 'ryver-outage.txt', 'wpstream-thread.txt', 'wpstream-thread-excerpt.txt'];
const incidents = chronological(readSample());
const byId = (id: string) => incidents.find((incident) => incident.id === id) ?? expect.fail(`no incident ${id}`);

const words = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .match(/[\p{L}\p{N}'.%:+-]+/gu) ?? [];
const runs = (text: string, length: number): string[] => {
  const all = words(text).map((word) => word.replace(/[.:]+$/, ''));
  return all.slice(0, Math.max(0, all.length - length + 1)).map((_, from) => all.slice(from, from + length).join(' '));
};

/** Every text a person reads, except quoted times. */
const textsOf = (value: unknown, key = ''): string[] => {
  if (typeof value === 'string') return key === 'given' || key === 'utc' || key === 'id' ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => textsOf(part, Array.isArray(value) ? key : name));
};

/** Every time in the commands of an incident. */
const timesOf = (value: unknown): FactTime[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('precision' in value) return [value as FactTime];
  return Object.values(value).flatMap(timesOf);
};
const quoted = (incident: SampleIncident): string =>
  timesOf(incidentCommands(incident))
    .map(({ text }) => text ?? '')
    .join('\n');

/** The part of a source about one incident. */
const section = (id: string): string => {
  if (id.startsWith('apivideo-')) return read('apivideo-history.txt').split(/^Report: /m)[Number(id.slice(9))] ?? '';
  if (id.startsWith('managewp-')) {
    const log = read('managewp-log.txt');
    const headings = ['August 11, 2017 –', 'August 9, 2017 –', 'Jul 20, 2017 –', 'Apr 15, 2017 –', 'Over 27,000'];
    const n = ['managewp-2017-08-11', 'managewp-2017-08-09', 'managewp-2017-07-20', 'managewp-2017-04-15'].indexOf(id);
    return log.slice(log.indexOf(headings[n] ?? ''), log.indexOf(headings[n + 1] ?? ''));
  }
  if (id === 'ryver-2016-05-20') return read('ryver-outage.txt');
  if (id === 'ryver-2016-05-11') return '';
  const [first = '', second = ''] = read('wpstream-thread.txt').split('The issue has resurfaced');
  return id === 'wpstream-1' ? first : second;
};

/** A digest, so that the words of the source are not stored here. */
const digestOf = (run: string): string => createHash('sha256').update(run).digest('base64url').slice(0, 8);
const sourceRuns = (): string[] =>
  readFileSync(join(import.meta.dirname, 'source-runs.txt'), 'utf8')
    .trim()
    .split('\n');

test('[SD11] no run of six words is taken from a source', () => {
  const theirs = new Set(sourceRuns());
  const ours = readSample()
    .flatMap((file) => textsOf(file))
    .flatMap((text) => runs(text, 6));
  expect(theirs.size).toBeGreaterThan(1_000);
  expect(ours.length).toBeGreaterThan(1_000);
  expect(ours.filter((run) => theirs.has(digestOf(run)))).toEqual([]);
});

describe.skipIf(!found)('the sample and its sources', () => {
  test('[SD1] every fact id has its incident, and no other incident is there', () => {
    const facts = parse(read('seed-facts.yaml')) as { incidents: { id: string }[] };
    expect(incidents.map(({ id }) => id).sort()).toEqual(facts.incidents.map(({ id }) => id).sort());
  });

  test('[SD11] what is kept of the sources are the digests of all their runs of six words', () => {
    const theirs = new Set(TEXTS.flatMap((file) => runs(read(file), 6)).map(digestOf));
    expect([...theirs].sort()).toEqual(sourceRuns());
  });

  test.each(incidents.map(({ id }) => id))('[SD5] every clock time the source quotes for %s is kept as it was written', (id) => {
    const clocks = section(id).match(/\b\d{1,2}:\d{2}(?!\d)/g) ?? [];
    const kept = quoted(byId(id));
    expect([...new Set(clocks)].filter((clock) => !kept.includes(clock))).toEqual([]);
  });

  test('[SD5] what is quoted as a time stands in the source word for word', () => {
    const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/[’‘]/g, "'");
    const source = plain(TEXTS.map(read).join('\n'));
    const invented = incidents.flatMap((incident) =>
      timesOf(incidentCommands(incident)).flatMap(({ text }) => (text && !source.includes(plain(text)) ? [`${incident.id}: ${text}`] : [])),
    );
    expect([...new Set(invented)]).toEqual([]);
  });
});
