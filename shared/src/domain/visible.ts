/** Matches line ends, control characters, marks that reverse the direction of text, and halves of characters. Joiners, which shape the letters beside them, are allowed. */
export const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

// A letter, a digit or a sign. Fillers that Unicode counts as letters draw nothing; they are default-ignorable, except the blank Braille pattern.
const VISIBLE = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800]]/v;
/** Whether at least one character of a text is visible. */
export const isVisible = (text: string): boolean => VISIBLE.test(text);
