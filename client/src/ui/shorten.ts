const AT_A_SPACE = /\s\S*$/u;

/** The beginning of a line, at most `most` characters, cut at a word boundary where the script has spaces; `…` marks the cut. */
export const shorten = (text: string, most: number): string => {
  // A character has one or two UTF-16 units.
  if (text.length <= most) return text;
  const characters = [...text.slice(0, 2 * most + 2)];
  if (characters.length <= most) return text;
  const cut = characters.slice(0, most - 1).join('');
  const words = cut.replace(AT_A_SPACE, '');
  // A script without spaces, or one very long word: cut inside it.
  return `${(words.length >= cut.length / 2 ? words : cut).replace(/[\s,.;:]+$/u, '')}…`;
};

/** The whole text, then shorter and shorter beginnings of it. */
export const everShorter = (text: string, ...most: readonly number[]): string[] => [...new Set(most.map((characters) => shorten(text, characters)))];
