export interface DifferencePart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

// The longest-common-subsequence table has as many cells as both lengths multiplied. Above this limit the differing middle is shown as replaced as a whole.
const MOST_CELLS = 200_000;
const wordsOf = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];

/**
 * What changed between two texts, word by word. A differing stretch of more than about 450 words is replaced as a whole, so that the work stays linear in the length.
 * Joining `same` and `added` gives `after`, joining `same` and `removed` gives `before`.
 */
export const textDifference = (before: string, after: string): DifferencePart[] => {
  const a = wordsOf(before);
  const b = wordsOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const parts: DifferencePart[] = [];
  const push = (kind: DifferencePart['kind'], words: readonly string[]) => {
    if (words.length === 0) return;
    const last = parts.at(-1);
    if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + words.join('') };
    else parts.push({ kind, text: words.join('') });
  };
  push('same', a.slice(0, head));
  const left = a.slice(head, a.length - tail);
  const right = b.slice(head, b.length - tail);
  if (left.length * right.length > MOST_CELLS) {
    push('removed', left);
    push('added', right);
  } else {
    const width = right.length + 1;
    const common = new Uint32Array((left.length + 1) * width);
    const cell = (i: number, j: number): number => common[i * width + j] ?? 0;
    for (let i = left.length - 1; i >= 0; i -= 1)
      for (let j = right.length - 1; j >= 0; j -= 1)
        common[i * width + j] = left[i] === right[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1));
    let i = 0;
    let j = 0;
    while (i < left.length || j < right.length) {
      if (i < left.length && j < right.length && left[i] === right[j]) {
        push('same', left.slice(i, i + 1));
        i += 1;
        j += 1;
      } else if (i < left.length && (j === right.length || cell(i + 1, j) >= cell(i, j + 1))) {
        push('removed', left.slice(i, i + 1));
        i += 1;
      } else {
        push('added', right.slice(j, j + 1));
        j += 1;
      }
    }
  }
  push('same', a.slice(a.length - tail));
  return parts;
};
