import { UNSEEN } from '@sitrep/shared/domain/visible.ts';

const EVERY_UNSEEN = new RegExp(UNSEEN, 'gu');

/** In: a text. Out: the text with every invisible character replaced by the result of `write`. */
export const writeOut = (text: string, write: (unseen: string) => string): string => text.replace(EVERY_UNSEEN, write);

/** In: an untrusted text. Out: one line that is safe to print on a terminal, with invisible characters escaped. */
export const plainText = (text: string): string => writeOut(text, (unseen) => `\\u{${unseen.codePointAt(0)?.toString(16)}}`);
