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

/** The board dials websockets and nothing else (`dial.ts`): the other transports of the library never travel. */
const onlyWebsockets: Plugin = {
  name: 'only-websockets',
  transform: (_, id) =>
    /engine\.io-client\/build\/esm\/transports\/index\.js$/.test(id)
      ? { code: `import { WS } from './websocket.node.js'; export const transports = { websocket: WS };`, map: null }
      : null,
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
  plugins: [react(), noNamedReferences, onlyWebsockets, compressed()],
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
        // The board is what people open: what it needs travels as one file, which compresses better than ten. The other rooms stay apart.
        codeSplitting: { groups: [{ name: 'board', tags: ['$initial'] }] },
      },
    },
  },
  // In the long form Host stays as the browser wrote it, so that the server sees a page of its own.
  server: { proxy: { '/api': { target }, '/socket.io': { target, ws: true } } },
});
