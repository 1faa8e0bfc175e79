import { useMemo } from 'react';
import { create } from 'zustand';

/** What is open, chosen and filtered in this browser. Never server data. */
export type Theme = 'auto' | 'light' | 'dark';
interface Kept {
  theme: Theme;
  /** Which zone leads: UTC or this browser's own. */
  leading: 'utc' | 'local';
  /** Single-key shortcuts, which some people's software presses by accident. */
  singleKeys: boolean;
  /** The browser shows a notice when things get worse while nobody looks. */
  notify: boolean;
}
interface UiState extends Kept {
  open: 'find' | 'keys' | null;
  drillHidden: boolean;
  /** A person is setting this board up: the first-run page stays until they leave it. */
  settingUp: boolean;
  set: (change: Partial<Omit<UiState, 'set'>>) => void;
}

const KEPT_AT = 'sitrep.ui';
const DEFAULTS: Kept = { theme: 'auto', leading: 'utc', singleKeys: true, notify: false };

const readKept = (): Kept => {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEPT_AT) ?? '{}') as Partial<Kept>) };
  } catch {
    return DEFAULTS;
  }
};

export const useUi = create<UiState>((set, get) => ({
  ...readKept(),
  open: null,
  drillHidden: false,
  settingUp: false,
  set(change) {
    set(change);
    const { theme, leading, singleKeys, notify } = get();
    try {
      localStorage.setItem(KEPT_AT, JSON.stringify({ theme, leading, singleKeys, notify }));
    } catch {
      // Forbidden storage: the choice lasts as long as the page.
    }
  },
}));

/** The browser's own zone; UTC where it will not say. */
export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** The leading zone and the one beside it, as IANA names. */
export const useZones = (): { leading: string; other: string } => {
  const leading = useUi((state) => state.leading);
  return useMemo(() => (leading === 'utc' ? { leading: 'UTC', other: localZone() } : { leading: localZone(), other: 'UTC' }), [leading]);
};
