import { clock, day } from '@sitrep/shared/words/format.ts';
import { type OpenSession, useAccountLine } from '../../sync/use-account.ts';
import { useNotConnected } from '../../sync/use-connection.ts';
import kit from '../../ui/kit.module.css';
import { useZones } from '../../ui-state.ts';
import { RefusedNote } from './account-form.tsx';
import accountKit from './account-kit.module.css';
import { deviceWords } from './device-words.ts';

/** One browser that is signed in. `path`: where it is ended. */
export const SessionRow = ({ session, path }: { session: OpenSession; path: string }) => {
  const { leading: zone } = useZones();
  const { state, send } = useAccountLine<null>();
  const cannot = useNotConnected();
  const { current, agent, network, lastUsedAt, createdAt } = session;
  const isOff = cannot !== null || state === 'sending';
  return (
    <li className={accountKit.row}>
      <span className={accountKit.what}>
        <b>{deviceWords(agent)}</b>
        {current ? <span className={accountKit.mark}>This browser</span> : null}
      </span>
      <span className={accountKit.detail}>
        Last used {day(lastUsedAt, zone)} {clock(lastUsedAt, zone)}, since {day(createdAt, zone)}
        {network === null ? '' : `, from ${network}`}
      </span>
      <span className={accountKit.acts}>
        {current ? (
          <span className={kit.dim}>Sign out in the settings</span>
        ) : (
          <button type="button" aria-disabled={isOff} onClick={() => isOff || void send('DELETE', path)}>
            {state === 'sending' ? 'Signing out' : 'Sign out'}
          </button>
        )}
      </span>
      {typeof state === 'object' ? <RefusedNote problem={state.refused} /> : null}
    </li>
  );
};
