import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // The Content-Security-Policy allows neither the inline polyfill nor data: fonts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // The board is what people open: what it needs travels as one file, which compresses better than ten. The other rooms stay apart.
        codeSplitting: { groups: [{ name: 'board', tags: ['$initial'] }] },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4040', '/socket.io': { target: 'http://127.0.0.1:4040', ws: true } } },
});
