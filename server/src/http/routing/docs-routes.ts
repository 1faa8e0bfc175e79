import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { pageHeaders } from '../edge/headers.ts';
import { DOCS_STYLE, docsPage } from './docs-page.ts';
import { Made } from './made.ts';
import { openApiOf } from './openapi.ts';
import type { Route } from './route.ts';

/** The API documentation, as OpenAPI for programs and as a page for people. In: the other routes, the version of the server. */
export const docsRoutes = (routes: readonly Route[], version: string): Route[] => {
  const open = (path: string, summary: string, type: string, body: () => Made | string, headers: Readonly<Record<string, string>> = {}): Route => ({
    method: 'GET',
    path,
    access: 'anyone',
    tag: 'operations',
    summary,
    reply: { status: 200, words: summary, schema: null, type: `${type}; charset=utf-8`, cache: 'no-cache' },
    run: async () => ({ body: body(), headers }),
  });
  const docs: Route[] = [
    open('/api/v1/openapi.json', 'This API as OpenAPI 3.1', 'application/json', () => json()),
    open('/api/docs', 'This API as a page', 'text/html', () => page(), pageHeaders()),
    open(DOCS_STYLE, 'The look of that page', 'text/css', () => STYLE),
  ];
  const document = once(() => openApiOf([...routes, ...docs], version));
  const json = once(() => textOf(JSON.stringify(document())));
  const page = once(() => textOf(docsPage(document())));
  return docs;
};

const STYLE = readFileSync(new URL('docs.css', import.meta.url), 'utf8');

const textOf = (plain: string): Made => new Made([plain], [brotliCompressSync(plain)]);

// Created on first request, so that the start does not wait for it.
const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
