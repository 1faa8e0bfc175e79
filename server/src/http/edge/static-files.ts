import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { acceptsBrotli } from './encoding.ts';
import { setFileHeaders } from './headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const TEXTUAL = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.txt']);

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly brotli: Buffer | null;
  readonly cache: string;
}
export interface StaticFiles {
  /** True when it has answered. Paths without a file are pages of the application. */
  send(request: IncomingMessage, response: ServerResponse, path: string): boolean;
}

/** The built client, read once into memory, so that a full disk or deleted folder does not affect it. An unbuilt client has no files. */
export const readStaticFiles = (folder: string): StaticFiles => {
  const assets = new Map<string, Asset>();
  for (const file of list(folder)) {
    const type = TYPES[extname(file)];
    if (type !== undefined) assets.set(`/${relative(folder, file).split(sep).join('/')}`, read(file, type));
  }
  return {
    send: (request, response, path) => {
      const asset = assets.get(path) ?? (isPage(path) ? assets.get('/index.html') : undefined);
      if (asset === undefined) return false;
      setFileHeaders(response, path, asset.type.startsWith('text/html'));
      const brotli = acceptsBrotli(request) ? asset.brotli : null;
      const body = brotli ?? asset.plain;
      if (brotli) response.setHeader('Content-Encoding', 'br');
      response.writeHead(200, { 'Content-Type': asset.type, 'Content-Length': body.length, 'Cache-Control': asset.cache, Vary: 'Accept-Encoding' });
      response.end(request.method === 'HEAD' ? undefined : body);
      return true;
    },
  };
};

// Vite puts a hash of the content into these names, so they never change.
const isHashed = (path: string): boolean => /[\\/]assets[\\/].+-[\w-]{8}\.\w+$/.test(path);
const isPage = (path: string): boolean => !path.startsWith('/api/') && !path.startsWith('/socket.io/') && extname(path) === '';

const read = (file: string, type: string): Asset => {
  const plain = readFileSync(file);
  let brotli: Buffer | null = null;
  return {
    type,
    plain,
    get brotli() {
      if (TEXTUAL.has(extname(file))) brotli ??= readCompressed(file) ?? brotliCompressSync(plain);
      return brotli;
    },
    cache: isHashed(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
};

/** The version compressed by the build; null when there is none, or the file was changed since. */
const readCompressed = (file: string): Buffer | null => {
  try {
    return statSync(`${file}.br`).mtimeMs < statSync(file).mtimeMs ? null : readFileSync(`${file}.br`);
  } catch {
    return null;
  }
};

const list = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};
