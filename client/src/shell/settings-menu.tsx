import { useState } from 'react';
import kit from '../ui/kit.module.css';
import { later } from '../ui/later.tsx';
import styles from './settings-menu.module.css';

const SettingsPanel = later(
  async () => (await import('./settings-panel.tsx')).SettingsPanel,
  () => <p className={kit.dim}>The settings come from the server, which has not sent them yet.</p>,
);

/** The settings button and its menu. */
export const SettingsMenu = () => {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <button type="button" className={`${kit.bareButton} ${kit.dim} ${styles.button}`} popoverTarget="settings" aria-label="Settings">
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M1 4.5h14M1 11.5h14" stroke="currentColor" strokeWidth="1.2" />
          <rect x="4" y="2.5" width="3" height="4" fill="var(--bg)" stroke="currentColor" strokeWidth="1.2" />
          <rect x="9" y="9.5" width="3" height="4" fill="var(--bg)" stroke="currentColor" strokeWidth="1.2" />
        </svg>
      </button>
      <div className={styles.menu} id="settings" popover="auto" onToggle={() => setOpened(true)} role="dialog" aria-label="Settings">
        {opened ? <SettingsPanel /> : null}
      </div>
    </>
  );
};
