import { expect, test } from 'vitest';
import { notFound } from './not-found.ts';

test('with a database the DATA_DIR is named that the server needs to be found by', () => {
  expect(notFound({ DATABASE_URL: 'postgres://h/d' })).toContain('Start the server with a DATA_DIR');
  expect(notFound({})).toContain('npm start');
});
