import { resolve } from 'node:path';
import { runTool } from './tool.ts';

// Files written here are readable by this user only.
process.umask(0o077);

process.exitCode = await runTool(process.argv.slice(2), {
  root: resolve(import.meta.dirname, '../../..'),
  env: process.env,
  output: process.stdout,
  out: (text) => console.log(text),
  err: (text) => console.error(text),
});
