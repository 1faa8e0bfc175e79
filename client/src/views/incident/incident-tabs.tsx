import { type ReactNode, useEffect, useRef } from 'react';
import kit from '../../ui/kit.module.css';
import { useUi } from '../../ui-state.ts';
import { TABS, type TabName } from './incident-search.ts';
import styles from './incident-tabs.module.css';

/** The four tabs of an incident. Arrow keys move between them; 1 to 4 open them while no input field has the focus. */
export const IncidentTabs = ({
  open,
  onOpen,
  labels,
  children,
}: {
  open: TabName;
  onOpen: (tab: TabName) => void;
  labels: Readonly<Record<TabName, ReactNode>>;
  children: ReactNode;
}) => {
  const singleKeys = useUi((state) => state.singleKeys);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!singleKeys) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const tab = TABS[Number(event.key) - 1];
      if (tab !== undefined) onOpen(tab);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [onOpen, singleKeys]);
  // On a narrow screen the tabs scroll sideways; keep the open one in view.
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>(`#tab-${open}`);
    if (tab != null && list.current !== null) list.current.scrollLeft = tab.offsetLeft - 16;
  }, [open]);
  const step = (by: number) => {
    const next = TABS[(TABS.indexOf(open) + by + TABS.length) % TABS.length];
    if (next === undefined) return;
    onOpen(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <>
      <div
        className={styles.tabs}
        role="tablist"
        aria-label="Parts of this incident"
        ref={list}
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') step(1);
          else if (event.key === 'ArrowLeft') step(-1);
        }}
      >
        {TABS.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            className={`${kit.bareButton} ${styles.tab}`}
            aria-selected={tab === open}
            aria-controls="incident-panel"
            tabIndex={tab === open ? 0 : -1}
            onClick={() => onOpen(tab)}
          >
            {labels[tab]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="incident-panel" aria-labelledby={`tab-${open}`} className={styles.panel}>
        {children}
      </div>
    </>
  );
};

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
