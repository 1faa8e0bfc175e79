import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { acceptsBrotli } from '../edge/encoding.ts';
import { setPageHeaders } from '../edge/headers.ts';
import { DOCS_STYLE, docsPage } from './docs-page.ts';
import { openApiOf } from './openapi.ts';
import type { Asked, Route } from './route.ts';

/** The contract for programs and for people. In: the other routes, the version of the server. */
export const docsRoutes = (routes: readonly Route[], version: string): Route[] => {
  const open = (path: string, summary: string, type: string, send: (asked: Asked) => void): Route => ({
    method: 'GET',
    path,
    access: 'anyone',
    tag: 'operations',
    summary,
    reply: { status: 200, words: summary, schema: null, type },
    run: async (asked) => {
      asked.response.setHeader('Content-Type', `${type}; charset=utf-8`);
      asked.response.setHeader('Cache-Control', 'no-cache');
      send(asked);
      return 'sent';
    },
  });
  const docs: Route[] = [
    open('/api/v1/openapi.json', 'This API as OpenAPI 3.1', 'application/json', (asked) => sendText(asked, json())),
    open('/api/docs', 'This API as a page', 'text/html', (asked) => {
      const { response } = asked;
      setPageHeaders(response);
      sendText(asked, page());
    }),
    open(DOCS_STYLE, 'The look of that page', 'text/css', ({ response }) => response.end(STYLE)),
  ];
  const document = once(() => openApiOf([...routes, ...docs], version));
  const json = once(() => textOf(JSON.stringify(document())));
  const page = once(() => textOf(docsPage(document())));
  return docs;
};

const STYLE = readFileSync(new URL('docs.css', import.meta.url));

interface Text {
  readonly plain: string;
  readonly brotli: Buffer;
}
const textOf = (plain: string): Text => ({ plain, brotli: brotliCompressSync(plain) });
const sendText = ({ request, response }: Asked, { plain, brotli }: Text): void => {
  const compressed = acceptsBrotli(request);
  response.setHeader('Vary', 'Accept-Encoding');
  if (compressed) response.setHeader('Content-Encoding', 'br');
  response.end(compressed ? brotli : plain);
};

// Made when first asked for: a start should not wait for documents nobody reads yet.
const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
