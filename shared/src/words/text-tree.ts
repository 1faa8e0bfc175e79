/**
 * A user's text as a reader sees it. Page, one-line form, copy and print are all made from this tree, so that they cannot differ.
 * It contains every letter and digit of the source, in order: in words, or in the address of a link.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'struck'; readonly inside: readonly Inline[] }
  /** `bare`: the words are the address itself. */
  | { readonly kind: 'link'; readonly address: string; readonly bare: boolean; readonly inside: readonly Inline[]; readonly title: string | null }
  | { readonly kind: 'picture'; readonly address: string; readonly alt: string; readonly title: string | null }
  | { readonly kind: 'break' };

export interface ListItem {
  /** The number as it was typed, such as `3.` or `7)`; null for a bullet. */
  readonly mark: string | null;
  /** The box of a task as it was typed, such as `[x]`. */
  readonly box: string | null;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly inside: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly inside: readonly Inline[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  /** `loose`: its items are separate paragraphs. */
  | { readonly kind: 'list'; readonly loose: boolean; readonly items: readonly ListItem[] }
  /** `info`: the text after the opening fence, such as the language. */
  | { readonly kind: 'code'; readonly info: string | null; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly kind: 'rule' }
  /** As it was typed, line by line. */
  | { readonly kind: 'plain'; readonly text: string };

export type TextTree = readonly Block[];

/** Whether an address is one of the web, of mail, or a path of this board. All else is text as typed, such as `handlers[event](payload)`. */
export const isReachable = (address: string): boolean => /^(?:https?:\/\/[^\s]|mailto:[^\s]|\/(?![/\\]))/i.test(address);
/** Whether an address that was cut off anywhere may have been reachable. */
export const mayBeReached = (start: string): boolean =>
  isReachable(start) || ['http://', 'https://', 'mailto:'].some((scheme) => scheme.startsWith(start.toLowerCase()));

/** The link text of a picture. */
export const pictureWords = (alt: string): string => (alt === '' ? 'Picture' : `Picture: ${alt}`);
