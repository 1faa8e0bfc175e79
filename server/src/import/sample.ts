import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Actor } from '@sitrep/shared/domain/event.ts';
import { type SampleCommand, sampleCommands } from './sample-commands.ts';
import { readSampleFile, type SampleFile } from './sample-file.ts';

/** What loading asks of the command handler. A refusal comes back as a value with `rejected` or as `kind: 'key_reused'`. */
export type Execute = (command: Command, as: { actor: Actor; key: string }) => Promise<unknown>;

const FOLDER = fileURLToPath(new URL('../../sample/', import.meta.url));
const ACTOR: Actor = { kind: 'import', name: 'Sample data' };

/** The sample as its files hold it. Throws one sentence naming file and field when one of them is wrong. */
export const readSample = (folder: string = FOLDER): SampleFile[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readSampleFile(`server/sample/${name}`, readFileSync(join(folder, name), 'utf8')));

/**
 * Puts the sample on an empty board, one command after the other. Every command has a key of its own, so loading again, or after a crash half way, changes nothing
 * that is there already. Out: how many commands. Throws when one is refused.
 */
export const loadSample = async (execute: Execute, files: SampleFile[] = readSample()): Promise<{ commands: number }> => {
  const all = sampleCommands(files);
  for (const step of all) check(step, await execute(step.command, { actor: ACTOR, key: step.key }));
  return { commands: all.length };
};

const check = ({ about }: SampleCommand, answer: unknown): void => {
  if (typeof answer !== 'object' || answer === null) return;
  if ('rejected' in answer) throw new Error(`sample data, ${about}: ${'detail' in answer ? answer.detail : answer.rejected}`);
  if ('kind' in answer && answer.kind === 'key_reused') {
    throw new Error(`sample data, ${about}: this folder holds an older sample; delete it to load the one of this version`);
  }
};
