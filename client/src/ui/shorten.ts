const AT_A_SPACE = /\s\S*$/u;

/** The beginning of a line, at most `most` characters, ending with a whole word wherever the script has spaces; `…` says that there is more. */
export const shorten = (text: string, most: number): string => {
  // Never fewer units than the characters they stand for, and never more than two.
  if (text.length <= most) return text;
  const characters = [...text.slice(0, 2 * most + 2)];
  if (characters.length <= most) return text;
  const cut = characters.slice(0, most - 1).join('');
  const words = cut.replace(AT_A_SPACE, '');
  // A script without spaces, or one very long word: better half of it than nothing.
  return `${(words.length >= cut.length / 2 ? words : cut).replace(/[\s,.;:]+$/u, '')}…`;
};

/** The whole text, then ever shorter beginnings of it. */
export const everShorter = (text: string, ...most: readonly number[]): string[] => [...new Set(most.map((characters) => shorten(text, characters)))];
