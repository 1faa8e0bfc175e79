/** What a person wrote in this browser and has not sent: one draft for each incident and person. It outlives reloads, crashes and the end of a session; signing out deletes it. */

const PREFIX = 'sitrep.draft.';
/** The key of one draft, as the browser's `storage` event names it. `of`: the incident; `by`: whose it is (`draftsOf`). */
export const draftKey = (of: string, by: string): string => `${PREFIX}${nameIn(by)}.${of}`;
/** The dot ends the name, so no name may have one: the drafts of `Ana` are not those of `Ana.B`. */
const nameIn = (by: string): string => encodeURIComponent(by).replaceAll('.', '%2E');

/** Out: the draft as it was stored, unchecked; null when there is none, or the storage is closed. */
export const readDraft = (key: string): unknown => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
};

/** Out: whether the browser took it. Its storage may be full or closed. */
export const keepDraft = (key: string, draft: unknown): boolean => {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
};

export const forgetDraft = (key: string): void => {
  try {
    localStorage.removeItem(key);
  } catch {
    // Where nothing can be removed, nothing was stored.
  }
};

const keysOf = (by: string): string[] => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(draftKey('', by)));
  } catch {
    return [];
  }
};
/** How many drafts of this person are stored here. */
export const countDrafts = (by: string): number => keysOf(by).length;
/** Gives the drafts of one name to another, of the same person in the same browser. What the other has stays. */
export const moveDrafts = (from: string, to: string): void => {
  for (const key of keysOf(from)) {
    const moved = `${draftKey('', to)}${key.slice(draftKey('', from).length)}`;
    const draft = readDraft(key);
    if (draft !== null && readDraft(moved) === null && keepDraft(moved, draft)) forgetDraft(key);
  }
};
export const forgetDrafts = (by: string): void => {
  for (const key of keysOf(by)) forgetDraft(key);
};
