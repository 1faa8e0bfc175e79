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

/** What loading asks of the command handler. */
export type Execute = (command: Command, as: { actor: Actor; key: string }) => Promise<Handled>;

const FOLDER = fileURLToPath(new URL('../../sample/', import.meta.url));
const ACTOR: Actor = { kind: 'import', name: 'Sample data' };

/** The sample as its files hold it. Throws one sentence naming file and field when one of them is wrong. */
export const readSample = (folder: string = FOLDER): SampleFile[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readSampleFile(`server/sample/${name}`, readFileSync(join(folder, name), 'utf8')));

/** Whether a sample board needs no loading: all of it is there, of this version or of an earlier one, which stays as it is. */
export const holdsSample = (board: BoardState): boolean => board.notice !== null;

/**
 * Puts the sample on a board, one command after the other. Every command has a key of its own, so loading again, or after a crash half way, changes nothing
 * that is there already. Out: how many commands there were and how many of them were new. Throws one sentence when one is refused, StoreUnavailable when the log takes no writes now.
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
