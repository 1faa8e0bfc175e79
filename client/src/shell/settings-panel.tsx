import { zoneName } from '@sitrep/shared/words/format.ts';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { draftsOf } from '../sync/drafts-of.ts';
import { countDrafts } from '../sync/kept-drafts.ts';
import { useSync } from '../sync/sync-context.ts';
import { may, useMayShape, useScope, useVisitor } from '../sync/use-visitor.ts';
import kit from '../ui/kit.module.css';
import { localZone, type Theme, useUi } from '../ui-state.ts';
import styles from './settings-panel.module.css';
import { askToNotify, canNotify } from './worse-notice.tsx';

/** Notices on or off. Turning them on asks the browser for permission; a refusal is shown below the box. */
const NoticeSetting = () => {
  const { notify, set } = useUi();
  const [refused, setRefused] = useState(false);
  const choose = async (wanted: boolean) => {
    const allowed = wanted && (await askToNotify());
    setRefused(wanted && !allowed);
    set({ notify: allowed });
  };
  return (
    <fieldset>
      <legend>Notices</legend>
      <label>
        <input type="checkbox" checked={notify} onChange={(event) => void choose(event.target.checked)} /> Tell me when it gets worse while I look elsewhere
      </label>
      {refused ? <p className={kit.dim}>This browser does not let this page show notices.</p> : null}
    </fieldset>
  );
};

/** Signs out. If the server is not reached, this browser is still signed in, and the panel says so. Drafts are deleted with it, so it asks first. `whose`: whose they are. */
const SignOut = ({ whose }: { whose: string }) => {
  const sync = useSync();
  const [failed, setFailed] = useState<string | null>(null);
  const [drafts, setDrafts] = useState(0);
  const leave = () => void sync.leave().then(setFailed);
  const ask = () => {
    const kept = countDrafts(whose);
    setDrafts(kept);
    if (kept === 0) leave();
  };
  return (
    <>
      {drafts === 0 ? (
        <button type="button" onClick={ask}>
          Sign out
        </button>
      ) : (
        <div role="alert">
          <p>
            {drafts === 1
              ? 'One draft that was not sent is kept in this browser. Signing out deletes it.'
              : `${drafts} drafts that were not sent are kept in this browser. Signing out deletes them.`}
          </p>
          <button type="button" onClick={leave}>
            Sign out and delete
          </button>{' '}
          <button type="button" onClick={() => setDrafts(0)}>
            Stay signed in
          </button>
        </div>
      )}
      {failed === null ? null : <p role="alert">You are still signed in. {failed} Try again.</p>}
    </>
  );
};

/** Leads to another room, and closes the panel. */
const PanelLink = ({ to, children }: { to: '/you' | '/people' | '/tokens' | '/sign-in'; children: string }) => {
  const router = useRouter();
  return (
    <div>
      <button type="button" className={kit.bareButton} popoverTarget="settings" popoverTargetAction="hide" onClick={() => void router.navigate({ to })}>
        <u>{children}</u>
      </button>
    </div>
  );
};

const THEMES: readonly { value: Theme; words: string }[] = [
  { value: 'auto', words: 'As the system' },
  { value: 'light', words: 'Light' },
  { value: 'dark', words: 'Dark' },
];

/** The settings of this browser: theme, leading zone, single keys, notices, scope. */
export const SettingsPanel = () => {
  const router = useRouter();
  const mayShape = useMayShape();
  const { theme, leading, singleKeys, set } = useUi();
  const visitor = useVisitor();
  const scope = useScope();
  const sync = useSync();
  return (
    <div className={styles.panel}>
      <fieldset>
        <legend>Theme</legend>
        {THEMES.map(({ value, words }) => (
          <label key={value}>
            <input type="radio" name="theme" checked={theme === value} onChange={() => set({ theme: value })} /> {words}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Leading time zone</legend>
        <label>
          <input type="radio" name="zone" checked={leading === 'utc'} onChange={() => set({ leading: 'utc' })} /> UTC
        </label>
        <label>
          <input type="radio" name="zone" checked={leading === 'local'} onChange={() => set({ leading: 'local' })} /> {zoneName(localZone())}, as this device
        </label>
      </fieldset>
      <fieldset>
        <legend>Keyboard</legend>
        <label>
          <input type="checkbox" checked={singleKeys} onChange={(event) => set({ singleKeys: event.target.checked })} /> Single keys are shortcuts
        </label>
        <button type="button" className={kit.bareButton} popoverTarget="settings" popoverTargetAction="hide" onClick={() => set({ open: 'keys' })}>
          <u>List them</u>
        </button>
      </fieldset>
      {canNotify() ? <NoticeSetting /> : null}
      {mayShape ? (
        <fieldset>
          <legend>Board</legend>
          <button
            type="button"
            className={kit.bareButton}
            popoverTarget="settings"
            popoverTargetAction="hide"
            onClick={() => {
              set({ settingUp: true });
              void router.navigate({ to: '/' });
            }}
          >
            <u>Add components, or make them public</u>
          </button>
        </fieldset>
      ) : null}
      {visitor !== null && (visitor.scope === 'internal' || visitor.kind === 'person') ? (
        <fieldset>
          <legend>Signed in{visitor.name === null ? '' : ` as ${visitor.name}`}</legend>
          {visitor.scope === 'internal' ? (
            <label>
              <input type="checkbox" checked={scope === 'public'} onChange={(event) => sync.look(event.target.checked ? 'public' : 'internal')} /> Show what
              customers see
            </label>
          ) : null}
          {visitor.kind === 'person' ? <PanelLink to="/you">{visitor.person == null ? 'Set up your account' : 'Your account'}</PanelLink> : null}
          {may(visitor, 'own') ? <PanelLink to="/people">People of this board</PanelLink> : null}
          {may(visitor, 'manage', 'own') ? <PanelLink to="/tokens">Tokens and screens</PanelLink> : null}
          <SignOut whose={draftsOf(visitor)} />
        </fieldset>
      ) : visitor?.kind === null ? (
        <fieldset>
          <legend>Not signed in</legend>
          <PanelLink to="/sign-in">Sign in</PanelLink>
        </fieldset>
      ) : null}
    </div>
  );
};
