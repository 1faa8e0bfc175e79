import { NotEmpty } from '../auth/account-tables.ts';
import { Principals } from '../auth/principals.ts';
import { screenLinkAt } from '../auth/screen-link.ts';
import { TOKEN_DAYS_AT_MOST, tokenEnd } from '../auth/token-rules.ts';
import { BackupRefused, backupLines, restoreBackup } from '../backup/backup-file.ts';
import type { Clock } from '../ground/clock.ts';
import { BrokenLine } from '../log/export-line.ts';
import type { Stores } from '../setup/open-stores.ts';
import { type Backend, CliError } from './backend.ts';

const MAKER = { person: null, name: 'The command line' };

/** Opens the stores directly, while no server holds them. `baseUrl`: the server's address once it runs; `build`: the version of this Sitrep. */
export const storeBackend = async (
  { log, auth, evidence, bus, folder }: Stores,
  clock: Clock,
  { baseUrl, build }: { baseUrl: string; build: string },
): Promise<Backend> => {
  const principals = await Principals.open(auth, clock, () => {});
  return {
    exportLines: () => log.exportLines(),
    restore: async (lines, options) => {
      if ((await log.head()).seq > 0) throw new CliError('An export goes into an empty log only; set DATA_DIR to a new folder.');
      return log.restore(lines, options);
    },
    backupLines: async function* () {
      try {
        yield* backupLines({ log, auth }, build, clock.now());
      } catch (error) {
        throw error instanceof BackupRefused ? new CliError(error.message) : error;
      }
    },
    restoreBackup: async (lines) => {
      try {
        return await restoreBackup({ log, auth }, lines);
      } catch (error) {
        if (error instanceof NotEmpty) throw new CliError(`A backup goes into an empty store only, and here ${error.message}; set DATA_DIR to a new folder.`);
        if (error instanceof BackupRefused) throw new CliError(`${error.message} Nothing was restored.`);
        throw error instanceof BrokenLine
          ? new CliError(`The backup was changed after it was written, or is damaged: ${error.message}. Nothing was restored.`)
          : error;
      }
    },
    verify: () => log.verify(),
    createToken: (name, role, expiresAt, rights) => {
      const end = tokenEnd(expiresAt, clock.now());
      if (end === null) throw new CliError(`A token lasts ${TOKEN_DAYS_AT_MOST} days at most; give --expires an earlier date.`);
      return principals.createToken(name, role, end, rights, MAKER);
    },
    createScreen: async (name, expiresAt) => ({ link: screenLinkAt(baseUrl, (await principals.createScreen(name, expiresAt, null, MAKER)).token) }),
    tokens: async () => principals.tokens(),
    revokeToken: (id) => principals.revokeToken(id),
    ownerLink: async () => {
      throw new CliError(
        'An owner link is made by a running server, which the tool finds through its data folder: start it, with a DATA_DIR if it uses DATABASE_URL.',
      );
    },
    close: async () => {
      await principals.close();
      await bus.close();
      await evidence.close();
      await log.close();
      folder?.release();
    },
  };
};
