import { Line } from '@sitrep/shared/domain/words.ts';
import * as z from 'zod/mini';
import { UNSEEN } from '../ground/plain-text.ts';

const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** What a token or a screen is called. It is read in a list in a terminal, so it can be neither two lines nor none. */
export const CredentialName = Line.check(
  z.refine((name) => name.search(UNSEEN) < 0, 'must not contain line ends, control characters or overrides of the direction'),
  z.refine((name) => SEEN.test(name), 'must contain a letter, a digit or a sign'),
);
