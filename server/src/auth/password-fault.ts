/** Whose password it is to be: what is easily guessed of them. */
export interface Whose {
  readonly name: string;
  readonly email: string;
}

/** Letters beside a name or word that make it a password of its own. Digits do not: a year, or 123, is what is added. */
const LEAST_BESIDE = 4;
const NOT_A_LETTER = /[^\p{L}\p{N}]+/u;

/**
 * Why this password is refused: it is among the first that anybody tries. Null when it is not.
 * A sentence part that follows the word “password”, such as “is one of the most common passwords”.
 */
export const passwordFault = async (password: string, { name, email }: Whose): Promise<string | null> => {
  const said = password.toLowerCase();
  const stem = said.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const common = await commonPasswords();
  if (common.has(said) || common.has(stem) || new Set(said).size < 3)
    return 'is one of the most common passwords, or one with a few digits or signs around it. A few words that have nothing to do with each other are better';
  const mine = [...email.toLowerCase().split(NOT_A_LETTER), ...name.toLowerCase().split(NOT_A_LETTER)].filter((word) => word.length > 2);
  if (isLittleMoreThan(said, mine)) return 'is little more than your name or e-mail address. Add a few words that have nothing to do with you';
  if (isLittleMoreThan(said, ['sitrep', 'password', 'incident', 'status', ...mine]))
    return 'is little more than the name of this program and words that anybody would try. Add a few that have nothing to do with it';
  return null;
};

const isLittleMoreThan = (said: string, words: readonly string[]): boolean => {
  const rest = words.toSorted((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), said);
  return rest !== said && rest.replace(/\P{L}/gu, '').length < LEAST_BESIDE;
};

let known: Promise<ReadonlySet<string>> | null = null;
/** Loaded with the first password that is chosen: the list takes a tenth of a second. */
const commonPasswords = (): Promise<ReadonlySet<string>> => {
  known ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  return known;
};
