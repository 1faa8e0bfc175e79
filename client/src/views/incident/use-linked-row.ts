import { type RefObject, useCallback, useEffect, useRef } from 'react';

/**
 * Leads whoever followed a link to the row that it names, once, as soon as the row is there. In: the list, and the id of the row's element; null while it is not
 * there. Out: leads there once more.
 */
export const useLinkedRow = (list: RefObject<HTMLElement | null>, id: string | null): (() => void) => {
  const reached = useRef<string | null>(null);
  useEffect(() => {
    if (id === null || reached.current === id) return;
    const row = list.current?.ownerDocument.getElementById(id);
    if (row == null) return;
    reached.current = id;
    row.scrollIntoView({ block: 'center' });
    row.focus({ preventScroll: true });
  }, [list, id]);
  return useCallback(() => {
    reached.current = null;
  }, []);
};
