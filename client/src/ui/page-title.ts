import { useEffect } from 'react';
import { useUi } from '../ui-state.ts';

/** Names the room in the title bar. The board passes nothing: there the verdict is the title. In: the name, or null while it is not known. */
export const usePageTitle = (title: string | null): void => {
  const set = useUi((state) => state.set);
  useEffect(() => {
    set({ room: title });
    return () => set({ room: null });
  }, [set, title]);
};
