import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { pageHeaders } from '../edge/headers.ts';
import { DOCS_STYLE, docsPage } from './docs-page.ts';
import { Made } from './made.ts';
import { openApiOf } from './openapi.ts';
import type { Route } from './route.ts';

/** The API documentation, as OpenAPI for programs and as a page for people. In: the other routes, the version of the server. */
export const docsRoutes = (routes: readonly Route[], version: string): Route[] => {
  const open = (path: string, summary: string, type: string, body: () => Promise<Made> | string, headers: Readonly<Record<string, string>> = {}): Route => ({
    method: 'GET',
    path,
    access: 'anyone',
    tag: 'operations',
    summary,
    reply: { status: 200, words: summary, schema: null, type: `${type}; charset=utf-8`, cache: 'no-cache' },
    run: async () => ({ body: await body(), headers }),
  });
  const docs: Route[] = [
    open('/api/v1/openapi.json', 'This API as OpenAPI 3.1', 'application/json', () => json()),
    open('/api/docs', 'This API as a page', 'text/html', () => page(), pageHeaders()),
    open(DOCS_STYLE, 'The look of that page', 'text/css', () => STYLE),
  ];
  const document = once(() => openApiOf([...routes, ...docs], version, nextTurn));
  const json = once(async () => textOf(JSON.stringify(await document())));
  const page = once(async () => {
    const pieces: string[] = [];
    for (const piece of docsPage(await document())) {
      pieces.push(piece);
      await nextTurn();
    }
    return textOf(pieces.join(''));
  });
  return docs;
};

const STYLE = readFileSync(new URL('docs.css', import.meta.url), 'utf8');

const compress = promisify(brotliCompress);
/** Compressed in a thread of its own, at a quality that takes a hundredth of the time of the best. */
const textOf = async (plain: string): Promise<Made> =>
  new Made([plain], [await compress(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } })]);

// Created on first request, so that the start does not wait for it; other work goes on meanwhile, and whoever else asks waits for the same.
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
};
