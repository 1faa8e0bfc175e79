import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { CommandType } from '../domain/command.ts';
import { COMMAND } from '../domain/command.ts';
import { shapeErrors } from './shape.ts';

const said = (type: CommandType, body: unknown): Record<string, string> => {
  const { error } = COMMAND[type].body.safeParse(body);
  return Object.fromEntries(shapeErrors(error?.issues ?? [], body).map(({ path, detail }) => [path.join('.'), detail]));
};

test('[RJ4] a fault of shape names the field and what it takes', () => {
  expect(
    said('open-incident', { colour: 'red', impacts: [{ componentId: 'Live 1', level: 'on fire' }, 7], startedAt: { precision: 'day', ms: null }, text: '' }),
  ).toEqual({
    title: 'is missing; it must be text',
    colour: 'is not a field here; leave it out',
    'impacts.0.componentId': 'must be 1 to 64 lower-case letters, digits or hyphens, and begin with a letter or digit',
    'impacts.0.level': 'must be one of operational, under_maintenance, unknown, degraded_performance, partial_outage, major_outage',
    'impacts.1': 'must be an object',
    startedAt: 'needs ms, or a clock, or the precision unknown',
    text: 'must not be empty',
  });
  expect(
    said('open-incident', { title: 'x'.repeat(301), at: { ms: 5, precision: 'exact', untilMs: 2 }, saidAt: { ms: 1.5, precision: 'exact' }, text: 'a\u0000' }),
  ).toEqual({
    title: 'must have at most 300 characters',
    at: 'must not end before it begins; give a later untilMs',
    'saidAt.ms': 'must be a whole number',
    text: 'must not contain the character U+0000',
  });
  expect(said('mute-statements', { statementIds: [], until: 1e30, reason: null })).toEqual({
    statementIds: 'must not be an empty list',
    until: 'must lie in the years 1970 to 2199',
    reason: 'must be text',
  });
  expect(
    said('define-component', { componentId: 'a', name: 'A', target: 2, goesPublic: { afterMinutes: 1441 }, provider: { name: 'x', statusPage: 'ftp://x' } }),
  ).toEqual({
    target: 'must be 1 or less',
    'goesPublic.afterMinutes': 'must be 1,440 or less',
    'provider.statusPage': 'must be an http or https address',
  });
  expect(said('define-component', { componentId: 'a', name: 'A', goesPublic: 'never', regions: 'eu' })).toEqual({
    goesPublic: 'must be at_once or with_incident or an object',
    regions: 'must be a list',
  });
});

test('[RJ4] a time names every form it takes, missing or wrong, and a name why it cannot be read', () => {
  const body = { title: '\u200b', from: 'soon', componentIds: ['a', 'a'] };
  expect(said('schedule-maintenance', body)).toEqual({
    title: 'must hold a letter, a digit or a sign that can be seen',
    from: 'must be a time with its offset, such as 2026-11-28T16:00:00+01:00, or a date such as 2026-11-28',
    until: 'is missing; it must be a time with its offset, such as 2026-11-28T16:00:00+01:00, or a date such as 2026-11-28',
    componentIds: 'must name each once',
  });
});

test('[RJ4] a check that is not the domain’s keeps its own words, and a bound may be open', () => {
  const schema = z.strictObject({
    name: z.string().check(z.refine(() => false, 'must be a palindrome')),
    speed: z.number().check(z.gt(0)),
    share: z.number().check(z.lt(1)),
  });
  const body = { name: 'ab', speed: 0, share: 1 };
  expect(shapeErrors(schema.safeParse(body).error?.issues ?? [], body).map(({ detail }) => detail)).toEqual([
    'must be a palindrome',
    'must be above 0',
    'must be below 1',
  ]);
});

// What no field takes, so that every check of every command answers.
const WRONG = [undefined, null, 7.5, -1e300, '', 'A b', '\u0000', 'x'.repeat(30_000), true, [], [null], {}, { surprise: 1 }];
test.each(Object.keys(COMMAND) as CommandType[])('[RJ4] nothing that %s refuses is said in the terms of a schema', (type) => {
  const details = WRONG.flatMap((wrong) => Object.values(said(type, Object.fromEntries(Object.keys(COMMAND[type].body.shape).map((field) => [field, wrong])))));
  expect(details.length).toBeGreaterThan(WRONG.length);
  for (const detail of details) {
    expect(detail).toMatch(/^(must|is missing; it must|is not a field here|needs) ?/);
    expect(detail).not.toMatch(/undefined|\[object|Invalid|expected|another type/);
  }
});
