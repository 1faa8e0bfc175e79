import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Character references such as `&copy;` are text as typed (VW110), so that the parser's table of two thousand names never travels. */
const NO_NAMES = '\0no-named-references';
const noNamedReferences: Plugin = {
  name: 'no-named-references',
  enforce: 'pre',
  resolveId: (source) => (source === 'decode-named-character-reference' ? NO_NAMES : null),
  load: (id) => (id === NO_NAMES ? 'export const decodeNamedCharacterReference = () => false;' : null),
};

/**
 * The board dials the server it came from, by websocket, and both say text (`dial.ts`, `wire.ts`): what the library can do besides never travels. By file of the library,
 * what stands in for it.
 */
const NEVER_USED: Readonly<Record<string, string>> = {
  'engine.io-client/build/esm/transports/index.js': `
    import { WS } from './websocket.node.js';
    export const transports = { websocket: WS };`,
  'engine.io-client/build/esm/contrib/parseuri.js': `
    export const parse = (uri) => {
      const { protocol, hostname, port } = new URL(uri);
      return { source: uri, protocol: protocol.slice(0, -1), host: hostname.replace(/[[\\]]/g, ''), port, path: '', query: '' };
    };`,
  // The session decides when to dial again (`session.ts`).
  'socket.io-client/build/esm/contrib/backo2.js': `
    export class Backoff {
      duration() { return 0; }
      reset() {}
      setMin() {}
      setMax() {}
      setJitter() {}
    }`,
  'engine.io-parser/build/esm/encodePacket.browser.js': `
    import { PACKET_TYPES } from './commons.js';
    export const encodePacket = ({ type, data }, supportsBinary, callback) => callback(PACKET_TYPES[type] + (data || ''));
    export const encodePacketToBinary = encodePacket;`,
  'engine.io-parser/build/esm/decodePacket.browser.js': `
    import { ERROR_PACKET, PACKET_TYPES_REVERSE } from './commons.js';
    export const decodePacket = (packet) => {
      const type = PACKET_TYPES_REVERSE[String(packet)[0]];
      return type === undefined ? ERROR_PACKET : packet.length > 1 ? { type, data: packet.slice(1) } : { type };
    };`,
  'socket.io-parser/build/esm/is-binary.js': 'export const isBinary = () => false; export const hasBinary = () => false;',
  'socket.io-parser/build/esm/binary.js':
    'export const deconstructPacket = (packet) => ({ packet, buffers: [] }); export const reconstructPacket = (packet) => packet;',
};
const onlyTextByWebsocket: Plugin = {
  name: 'only-text-by-websocket',
  transform: (_, id) => {
    const standIn = Object.keys(NEVER_USED).find((file) => id.endsWith(`/${file}`));
    if (standIn !== undefined) return { code: NEVER_USED[standIn] ?? '', map: null };
    // What they do when they are loaded is for themselves.
    return /engine\.io-client\/build\/esm\/transports\/polling/.test(id) ? { moduleSideEffects: false } : null;
  },
};

const TEXTUAL = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.txt']);
/** Text is compressed once, when it is built: at the first visit it would hold up the one thread of the server for more than a second. */
const compressed = (): Plugin => {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir);
    },
    closeBundle: async () => {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => TEXTUAL.has(extname(file)));
      const compress = promisify(brotliCompress);
      for (const file of files) writeFileSync(join(folder, `${file}.br`), await compress(readFileSync(join(folder, file))));
    },
  };
};

const target = `http://127.0.0.1:${process.env.PORT || 4040}`;

export default defineConfig({
  plugins: [react(), noNamedReferences, onlyTextByWebsocket, compressed()],
  resolve: {
    // React has this hook itself: the stand-in for older ones never travels.
    alias: [{ find: /^use-sync-external-store\/shim\/with-selector(\.js)?$/, replacement: 'use-sync-external-store/with-selector.js' }],
  },
  css: {
    // Readable where a page is looked at: `.now` of span-line.module.css is `span-line-now`. A check sees to it that no two files have one name.
    modules: { generateScopedName: (name, file) => `${basename(file.split('?')[0] ?? file, '.module.css')}-${name}` },
  },
  build: {
    target: 'es2022',
    // The Content-Security-Policy allows neither the inline polyfill nor data: fonts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // What the first load weighs is measured compressed, by `npm run bench`.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // The board's file names each file that it may need later: six letters of its content are enough, and a style sheet needs no name.
        chunkFileNames: 'assets/[name]-[hash:6].js',
        assetFileNames: 'assets/[hash:6][extname]',
        // The board is what people open: what it needs travels as one file, which compresses better than ten. The other rooms stay apart; what several of them share is two
        // files, because the board's file names each file it may need: what asks the server and tells it something, and the rest.
        codeSplitting: {
          groups: [
            { name: 'board', tags: ['$initial'], priority: 3 },
            {
              name: 'asking',
              minShareCount: 2,
              test: /client.src.(sync|controls|ui.customer-difference)|customer-differences|difference-words|@tanstack.(react-query|query-core)/,
              priority: 2,
            },
            { name: 'rooms', minShareCount: 2, test: /(client|shared).src.(?!words.(read-text|text-tree|plain-text|split-text))|virtual/, priority: 1 },
          ],
        },
      },
    },
  },
  // In the long form Host stays as the browser wrote it, so that the server sees a page of its own.
  server: { proxy: { '/api': { target }, '/socket.io': { target, ws: true } } },
});
