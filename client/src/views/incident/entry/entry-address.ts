const PREFIX = 'entry-';

/** The id of an entry's row on the page. */
export const entryAnchor = (entryId: string): string => `${PREFIX}${entryId}`;

/** The address of one entry, without the host. */
export const entryAddress = (incidentId: string, entryId: string): string =>
  `/incidents/${encodeURIComponent(incidentId)}#${encodeURIComponent(entryAnchor(entryId))}`;

/** The entry that the fragment of an address names, with or without its `#`; null where it names none. */
export const entryOf = (fragment: string): string | null => {
  const named = decoded(fragment.replace(/^#/, ''));
  return named.startsWith(PREFIX) && named.length > PREFIX.length ? named.slice(PREFIX.length) : null;
};

/** Fragments come from anywhere, also half encoded. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
