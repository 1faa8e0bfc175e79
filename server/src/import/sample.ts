import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Actor } from '@sitrep/shared/domain/event.ts';
import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { refusalSentence } from '@sitrep/shared/words/refusal.ts';
import type { Handled } from '../command/handle.ts';
import { StoreUnavailable } from '../ground/store-unavailable.ts';
import { type SampleCommand, sampleCommands } from './sample-commands.ts';
import { readSampleFile, type SampleFile } from './sample-file.ts';

/** The part of the command handler that loading needs. */
export type Execute = (command: Command, as: { actor: Actor; key: string }) => Promise<Handled>;

const FOLDER = fileURLToPath(new URL('../../sample/', import.meta.url));
const ACTOR: Actor = { kind: 'import', name: 'Sample data' };

/** Reads the sample files. Throws one sentence naming file and field when one is invalid. */
export const readSample = (folder: string = FOLDER): SampleFile[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readSampleFile(`server/sample/${name}`, readFileSync(join(folder, name), 'utf8')));

/** Whether a sample board is completely loaded, from this version or an earlier one, which is left as it is. */
export const holdsSample = (board: BoardState): boolean => board.notice !== null;

/**
 * Loads the sample onto a board, command by command. Every command has its own key, so loading again, or after a crash, changes nothing
 * that is already there. Out: the number of commands and how many were new. Throws one sentence when one is refused, StoreUnavailable when the log cannot be written now.
 */
export const loadSample = async (execute: Execute, files: readonly SampleFile[] = readSample()): Promise<{ commands: number; added: number }> => {
  const all = sampleCommands(files);
  let added = 0;
  for (const step of all) if (isNew(step, await execute(step.command, { actor: ACTOR, key: step.key }))) added++;
  return { commands: all.length, added };
};

const isNew = ({ about }: SampleCommand, handled: Handled): boolean => {
  const refuse = (why: string): never => {
    throw new Error(`sample data, ${about}: ${why}`);
  };
  switch (handled.kind) {
    case 'accepted':
      return !handled.replayed;
    case 'rejected':
      return refuse(refusalSentence(handled.rejection));
    case 'key_reused':
      return refuse('this folder holds the sample of another version; delete the folder to load this one');
    case 'conflict':
      return refuse('somebody else kept changing it');
    case 'unavailable':
      throw new StoreUnavailable(handled.reason, new Error(`sample data, ${about}`));
  }
};
