import { useEffect } from 'react';
import { useUi } from '../ui-state.ts';

/** Keeps `data-theme` in step with the choice; `public/theme.js` sets it before the first paint. */
export const useTheme = (): void => {
  const theme = useUi((state) => state.theme);
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const apply = (): void => {
      document.documentElement.dataset.theme = theme === 'auto' ? (system.matches ? 'dark' : 'light') : theme;
    };
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme]);
};
