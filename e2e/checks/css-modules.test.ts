import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../../client/src');
const read = (path: string) => readFileSync(join(src, path), 'utf8');
const modules = globSync('**/*.module.css', { cwd: src });
const components = globSync('**/*.tsx', { cwd: src }).filter((path) => !path.endsWith('.test.tsx'));

/** The classes a style sheet has rules for; of other people's markup (`:global`) none. */
const classesOf = (css: string): string[] => {
  const selectors = css.replace(/\/\*[\s\S]*?\*\/|"[^"]*"|url\([^)]*\)|:global\([^)]*\)/g, '').match(/[^{};]+(?=\{)/g) ?? [];
  return [...new Set(selectors.filter((one) => !one.trim().startsWith('@')).flatMap((one) => one.match(/\.[a-zA-Z][\w-]*/g) ?? []))].map((one) => one.slice(1));
};

/** What a component takes from each module it imports. */
const takenBy = (path: string): { module: string; classes: string[]; computed: boolean }[] => {
  const IMPORT = /^import (\w+) from '([^']+\.module\.css)';$/gm;
  const all = read(path);
  const text = all.replace(IMPORT, '');
  return [...all.matchAll(IMPORT)].map(([, name = '', from = '']) => ({
    module: relative(src, join(src, dirname(path), from)),
    classes: [...text.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))].map((match) => match[1] ?? ''),
    computed: new RegExp(`\\b${name}(?![.\\w])`).test(text),
  }));
};

/** The classes a component names in words, not by a module. */
const plainClasses = (text: string): string[] => {
  const quoted = [...text.matchAll(/className="([^"]*)"/g)].map((match) => match[1] ?? '');
  const chosen = [...text.matchAll(/className=\{([^{}]*)\}/g)].flatMap(([, code = '']) =>
    [...code.replace(/[!=]== '[^']*'/g, '').matchAll(/'([^']*)'/g)].map((match) => match[1] ?? ''),
  );
  return [...quoted, ...chosen].flatMap((words) => words.split(/\s+/).filter((one) => one !== ''));
};

const taken = components.flatMap((path) => takenBy(path).map((use) => ({ path, ...use })));

test('a style sheet is read as the browser reads it', () => {
  expect(classesOf('.a > .b:not(.c), d.e[data-x=".f"] { g: url(h.i) } /* .j */ @media (k) { .l :global(.m) { n: 0.5s } }')).toEqual(['a', 'b', 'c', 'e', 'l']);
});

test('every class a component takes has a rule in the module it is taken from', () => {
  expect(modules.length).toBeGreaterThan(0);
  const missing = taken.flatMap(({ path, module, classes }) => {
    const known = classesOf(read(module));
    return classes.filter((one) => !known.includes(one)).map((one) => `${path}: ${one} of ${module}`);
  });
  expect(missing).toEqual([]);
  expect(taken.filter(({ computed }) => computed).map(({ path }) => path)).toEqual([]);
});

test('every class of a module is taken by a component', () => {
  const unused = modules.flatMap((module) => {
    const used = taken.filter((use) => use.module === module).flatMap(({ classes }) => classes);
    return classesOf(read(module)).flatMap((one) => (used.includes(one) ? [] : [`${module}: ${one}`]));
  });
  expect(unused).toEqual([]);
});

const GLOBAL = ['tokens', 'base'];

test('no further sheet is global, and a class given as plain words has a rule in one that is', () => {
  const sheets = globSync('**/*.css', { cwd: src, exclude: (path) => path.endsWith('.module.css') });
  expect(sheets.filter((path) => !GLOBAL.includes(basename(path, '.css')))).toEqual([]);
  const known = new Set(sheets.flatMap((path) => classesOf(read(path))));
  const astray = components.flatMap((path) => plainClasses(read(path)).flatMap((one) => (known.has(one) ? [] : [`${path}: ${one}`])));
  expect(astray).toEqual([]);
  expect(plainClasses(`<a className="b c" /><d className={e === 'f' ? 'g h' : styles.i} />`)).toEqual(['b', 'c', 'g', 'h']);
});

test('a module dresses the component whose name it has; only what ui/ keeps for all, or a room in its kit for its parts, may be taken by others', () => {
  const names = modules.map((module) => basename(module));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  const shared = (module: string, path: string) => dirname(module) === 'ui' || (module.endsWith('-kit.module.css') && path.startsWith(`${dirname(module)}/`));
  const strangers = taken.filter(({ path, module }) => !shared(module, path) && module.replace('.module.css', '.tsx') !== path);
  expect(strangers.map(({ path, module }) => `${path} takes ${module}`)).toEqual([]);
});

test('every class by which a story finds something exists, or the story looks for nothing', () => {
  const known = modules.flatMap((module) => classesOf(read(module)).map((one) => `${basename(module, '.module.css')}-${one}`));
  const e2e = join(import.meta.dirname, '..');
  const sought = globSync('{pages,stories,failures,fixtures,load,long}/**/*.ts', { cwd: e2e }).flatMap((path) =>
    [...readFileSync(join(e2e, path), 'utf8').matchAll(/\b(?:locator|closest|matches|querySelector(?:All)?)(?:<[^>]*>)?\((['"`])(.*?)\1/g)].flatMap(
      ([, , selector = '']) => (selector.match(/(?<![\w"'/=])\.[a-zA-Z][\w-]*/g) ?? []).map((one) => ({ path, one: one.slice(1) })),
    ),
  );
  expect(sought.length).toBeGreaterThan(0);
  expect(sought.filter(({ one }) => !known.includes(one)).map(({ path, one }) => `${path}: .${one}`)).toEqual([]);
});
