import { Principals } from '../auth/principals.ts';
import { screenLinkAt } from '../auth/screen-link.ts';
import type { Clock } from '../ground/clock.ts';
import type { Stores } from '../setup/open-stores.ts';
import { type Backend, CliError } from './backend.ts';

/** Opens the stores directly, while no server holds them. `baseUrl`: the server's address once it runs. */
export const storeBackend = async ({ log, auth, bus, folder }: Stores, clock: Clock, baseUrl: string): Promise<Backend> => {
  const principals = await Principals.open(auth, clock, () => {});
  return {
    exportLines: () => log.exportLines(),
    restore: async (lines, options) => {
      if ((await log.head()).seq > 0) throw new CliError('An export goes into an empty log only; set DATA_DIR to a new folder.');
      return log.restore(lines, options);
    },
    verify: () => log.verify(),
    createToken: (...asked) => principals.createToken(...asked),
    createScreen: async (name, expiresAt) => ({ link: screenLinkAt(baseUrl, (await principals.createScreen(name, expiresAt)).token) }),
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
      await log.close();
      folder?.release();
    },
  };
};
