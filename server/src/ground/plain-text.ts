import { UNSEEN } from '@sitrep/shared/domain/visible.ts';

const EVERY_UNSEEN = new RegExp(UNSEEN, 'gu');

/** In: a text. Out: the text with everything unseen in it replaced by what `write` makes of it. */
export const writeOut = (text: string, write: (unseen: string) => string): string => text.replace(EVERY_UNSEEN, write);

/** In: a text from elsewhere. Out: one line that a terminal shows as it is, with such characters written out. */
export const plainText = (text: string): string => writeOut(text, (unseen) => `\\u{${unseen.codePointAt(0)?.toString(16)}}`);
