import type { Right, Role } from '@sitrep/shared/domain/rights.ts';
import type { TokenInfo } from '../auth/principals.ts';
import type { Manifest } from '../backup/backup-file.ts';
import type { Verified } from '../log/event-log.ts';

/** What the command line needs, with or without a running server. Throws CliError. */
export interface Backend {
  exportLines(): AsyncIterable<string>;
  /** `unfinished`: the closing line of the export may be missing. */
  restore(lines: AsyncIterable<string>, options: { unfinished: boolean }): Promise<{ events: number; hash: string }>;
  backupLines(): AsyncIterable<string>;
  /** Log and accounts from a backup, into empty stores that no server holds. */
  restoreBackup(lines: AsyncIterable<string>): Promise<Manifest>;
  verify(): Promise<Verified>;
  /** `expiresAt`: UTC ms or null. */
  createToken(name: string, role: Role | null, expiresAt: number | null, rights: readonly Right[]): Promise<TokenInfo & { token: string }>;
  /** Creates the link of a named screen. `expiresAt` as above. */
  createScreen(name: string, expiresAt: number | null): Promise<{ link: string }>;
  tokens(): Promise<TokenInfo[]>;
  revokeToken(id: string): Promise<boolean>;
  /** Needs a running server, because only that server can redeem the link. */
  ownerLink(): Promise<string>;
  close(): Promise<void>;
}

/** A failure; the message is the sentence to print. */
export class CliError extends Error {}
