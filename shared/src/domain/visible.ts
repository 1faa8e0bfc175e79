/** What ends a line, drives a terminal, turns the text around it, or is half of a character. Letters that shape their neighbours (joiners) are none of it. */
export const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

// A letter, a digit or a sign. Fillers that Unicode calls letters draw nothing, and are default-ignorable; the blank Braille pattern alone is not.
const VISIBLE = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800]]/v;
/** Whether a reader would see at least one mark of a text. */
export const isVisible = (text: string): boolean => VISIBLE.test(text);
