import { expect, test } from 'vitest';
import { CliError } from './backend.ts';
import { readCommand } from './commands.ts';

test.each([
  [['export', '--pretty'], 'There is no option --pretty here.'],
  [['export', 'a', 'b'], 'There is no place for "b" here.'],
  [['import', '--force', 'a'], 'There is no option --force here.'],
  [['backup'], 'Name the file to write.'],
  [['backup', 'a', 'b'], 'There is no place for "b" here.'],
  [['restore'], 'Name the backup to restore.'],
  [['restore', '--force', 'a'], 'There is no option --force here.'],
  [['verify', '--fast'], 'There is no option --fast here.'],
  [['owner-link', 'ana'], 'There is no place for "ana" here.'],
  [['token'], 'Say what to do: token create, token list or token revoke <id>.'],
  [['token', 'list', '--all'], 'There is no option --all here.'],
  [['token', 'revoke', 'a', 'b'], 'There is no place for "b" here.'],
  [['token', 'create', '--colour', 'red'], "Unknown option '--colour'."],
])('[HT18] %j is refused in one sentence', (args, sentence) => {
  expect(() => readCommand(args)).toThrow(new CliError(sentence));
});
