import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Prefix that identifies a leaked secret to people and secret scanners. */
const PREFIX = 'sitrep_';

/** 256 random bits, safe in a URL. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
/** A short public id for a credential. */
export const newCredentialId = (): string => randomBytes(6).toString('hex');

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
/** The secret that follows one of a session: known to whoever has both that one and the key, and to nobody who has one of them. */
export const nextSecret = (key: string, secret: string): string => createHmac('sha256', key).update(secret).digest('base64url');
/** Constant-time comparison. */
export const sameHash = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The text given to the holder: the id finds the record, the secret proves possession. */
export const writeToken = (id: string, secret: string): string => `${PREFIX}${id}_${secret}`;
export const readToken = (token: string): { id: string; secret: string } | null => {
  const match = /^sitrep_([0-9a-f]{12})_([\w-]{43})$/.exec(token);
  return match?.[1] && match[2] ? { id: match[1], secret: match[2] } : null;
};
