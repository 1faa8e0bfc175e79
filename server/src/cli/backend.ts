import type { TokenInfo } from '../auth/principals.ts';
import type { Role } from '../auth/role.ts';
import type { Verified } from '../log/event-log.ts';

/** What the command line asks for, whether a server runs or not. Throws CliError. */
export interface Backend {
  exportLines(): AsyncIterable<string>;
  /** `unfinished`: the line that ends an export may be missing. */
  restore(lines: AsyncIterable<string>, options: { unfinished: boolean }): Promise<{ events: number; hash: string }>;
  verify(): Promise<Verified>;
  /** `expiresAt`: UTC ms or null. */
  createToken(name: string, role: Role, expiresAt: number | null): Promise<TokenInfo & { token: string }>;
  /** Makes a named screen's link. As above. */
  createScreen(name: string, expiresAt: number | null): Promise<{ link: string }>;
  tokens(): Promise<TokenInfo[]>;
  revokeToken(id: string): Promise<boolean>;
  /** Needs a running server, which alone can redeem it. */
  ownerLink(): Promise<string>;
  close(): Promise<void>;
}

/** It did not work; the message is the sentence for the person at the terminal. */
export class CliError extends Error {}
