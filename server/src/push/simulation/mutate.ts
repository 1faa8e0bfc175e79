import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Edit, Mutant } from './mutants.ts';

export interface Verdict {
  readonly runs: number;
  readonly outcome: { readonly invariant: string; readonly detail: string; readonly seed: number } | null;
}

const ROOT = join(import.meta.dirname, '../../../..');
const isSource = (path: string): boolean => !/\.test\.tsx?$/.test(path) && !/node_modules/.test(path.slice(ROOT.length));

/** Runs the simulation on a copy of the code with the mutant's lines broken, from `seed` on. `most`: the number of runs allowed to find a violation. */
export const hunt = async (mutant: Mutant, seed: number, most: number): Promise<Verdict> => {
  const home = await mkdtemp(join(tmpdir(), 'sitrep-mutant-'));
  try {
    await copyWorkspace(home);
    for (const edit of mutant.edits) await apply(home, edit);
    return await run(join(home, 'server/src/push/simulation/run.ts'), seed, most);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
};

/** `shared` and `server` as they are, with the installed packages linked, so that the copy imports its own `shared`. */
const copyWorkspace = async (home: string): Promise<void> => {
  for (const name of ['shared', 'server']) {
    await cp(join(ROOT, name, 'src'), join(home, name, 'src'), { recursive: true, filter: isSource });
    await cp(join(ROOT, name, 'package.json'), join(home, name, 'package.json'));
  }
  await symlink(join(ROOT, 'shared/node_modules'), join(home, 'shared/node_modules'));
  const modules = join(home, 'server/node_modules');
  await mkdir(join(modules, '@sitrep'), { recursive: true });
  for (const name of await readdir(join(ROOT, 'server/node_modules'))) {
    if (name !== '@sitrep' && !name.startsWith('.')) await symlink(join(ROOT, 'server/node_modules', name), join(modules, name));
  }
  await symlink(join(home, 'shared'), join(modules, '@sitrep/shared'));
};

const apply = async (home: string, { file, find, replace }: Edit): Promise<void> => {
  const path = join(home, file);
  const source = await readFile(path, 'utf8');
  const found = source.split(find).length - 1;
  if (found !== 1) throw new Error(`the line to break occurs ${found} times in ${file}: ${find}`);
  await writeFile(
    path,
    source.replace(find, () => replace),
  );
};

const run = (script: string, seed: number, most: number): Promise<Verdict> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, String(seed), String(most)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', reject);
    child.on('close', () => {
      const line = out.trim().split('\n').at(-1) ?? '';
      if (line.startsWith('{')) resolve(JSON.parse(line));
      else reject(new Error(`the mutated simulation did not run: ${err}`));
    });
  });
