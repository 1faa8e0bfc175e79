import { resolve } from 'node:path';
import { Writable } from 'node:stream';
import { runTool } from '../cli/tool.ts';

const root = resolve(import.meta.dirname, '../../..');

/** Runs `npm run sitrep -- ...args` in this process, with `env` alone as environment. Out: its exit code and all it printed. */
export const runSitrep = async (args: readonly string[], env: Record<string, string>): Promise<{ code: number; text: string }> => {
  let text = '';
  const line = (words: string) => {
    text += `${words}\n`;
  };
  const output = new Writable({
    write: (chunk, _, done) => {
      text += chunk;
      done();
    },
  });
  const code = await runTool(args, { root, env, output, out: line, err: line });
  return { code, text };
};
