/** What ends a line, drives a terminal, turns the text around it, or is no character at all. */
export const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/** In: a text from elsewhere. Out: one line that a terminal shows as it is, with such characters written out. */
export const plainText = (text: string): string => text.replace(UNSEEN, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`);
