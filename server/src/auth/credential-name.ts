import { Line } from '@sitrep/shared/domain/words.ts';
import * as z from 'zod/mini';

/** What ends a line, drives a terminal, turns the text around it, or is no character at all. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** What a token or a screen is called. It is read in a list in a terminal, so it can be neither two lines nor none. */
export const CredentialName = Line.check(
  z.refine((name) => name.search(UNSEEN) < 0, 'must not contain line ends, control characters or overrides of the direction'),
  z.refine((name) => SEEN.test(name), 'must contain a letter, a digit or a sign'),
);

/** The same name with such characters written out, for one that was made before they were refused. */
export const plainName = (name: string): string => name.replace(UNSEEN, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`);
