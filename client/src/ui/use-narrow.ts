import { useSyncExternalStore } from 'react';

// As in the styles of the tables, which leave out columns at this width.
const QUERY = '(max-width: 640px)';

const listen = (onChange: () => void): (() => void) => {
  const query = matchMedia(QUERY);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
};

/** Whether the page is as narrow as a phone, where tables leave out columns and what they say must be said elsewhere. */
export const useNarrow = (): boolean => useSyncExternalStore(listen, () => matchMedia(QUERY).matches);
