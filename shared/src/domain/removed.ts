/** What stands in the place of a text that was erased. */
export const REMOVED = '[removed]';
/** In the place of an address: still an address, so that the event can still be read. */
export const REMOVED_LINK = 'https://removed.invalid/';

/** The count-th of them. */
export const mark = (count: number): string => (count === 1 ? REMOVED : `${REMOVED.slice(0, -1)} ${count}]`);
export const linkMark = (count: number): string => (count === 1 ? REMOVED_LINK : `${REMOVED_LINK}${count}`);

/** Whether any part of a text was erased. */
export const hasErased = (text: string): boolean => /\[removed( \d+)?\]/.test(text);

/** Whether a whole text was erased. Several are numbered, so that what differed still differs. */
export const isRemoved = (text: string): boolean => /^(\[removed( \d+)?\]|https:\/\/removed\.invalid\/\d*)$/.test(text);
