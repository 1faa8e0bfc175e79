import { clock, day } from '@sitrep/shared/words/format.ts';
import { lazy, Suspense, useState } from 'react';
import { type Account, useAccountLine } from '../../sync/use-account.ts';
import kit from '../../ui/kit.module.css';
import { useZones } from '../../ui-state.ts';
import { AccountForm, wrongIn } from './account-form.tsx';
import accountKit from './account-kit.module.css';
import { BackupCodes } from './backup-codes.tsx';
import { CodeField, Field } from './field.tsx';
import styles from './second-factor.module.css';

const QrCode = lazy(async () => ({ default: (await import('./qr-code.tsx')).QrCode }));

type Doing = 'nothing' | 'starting' | 'renewing' | 'ending';
interface Started {
  readonly secret: string;
  readonly uri: string;
}

/** One's own second factor: a code of an authenticator app beside the password. */
export const SecondFactor = ({ email, state }: { email: string; state: NonNullable<Account['secondFactor']> }) => {
  const { leading: zone } = useZones();
  const [doing, setDoing] = useState<Doing>('nothing');
  const [started, setStarted] = useState<Started | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const stop = () => {
    setDoing('nothing');
    setStarted(null);
  };
  const show = (next: readonly string[]) => {
    stop();
    setCodes(next);
  };
  if (codes !== null) return <BackupCodes codes={codes} email={email} onDone={() => setCodes(null)} />;
  const { onSince, codesLeft, removedAt, removedBy } = state;
  const renew = () => {
    stop();
    setDoing('renewing');
  };
  if (started !== null) return <Confirm started={started} isOn={onSince !== null} onOn={show} onRenew={renew} onStop={stop} />;
  return (
    <>
      {removedBy === null || removedAt === null ? null : (
        <p role="status" className={styles.removed}>
          <b>
            {removedBy} removed your second factor on {day(removedAt, zone)} at {clock(removedAt, zone)}.
          </b>{' '}
          If you did not ask for that, tell another owner, and set it up again.
        </p>
      )}
      <p className={accountKit.said}>
        {onSince === null
          ? 'Off. Whoever learns your password can sign in. With a second factor, signing in also takes a code of an authenticator app on your phone.'
          : `On since ${day(onSince, zone)}. Signing in takes a code too. ${leftWords(codesLeft)}`}
      </p>
      {doing === 'starting' ? (
        <Start onStarted={setStarted} onStop={stop} />
      ) : doing === 'renewing' ? (
        <WithCode
          label="New backup codes"
          button="Make new backup codes"
          path="/account/second-factor/codes"
          onDone={(answer: { codes: readonly string[] }) => show(answer.codes)}
          onStop={stop}
        />
      ) : doing === 'ending' ? (
        <WithCode label="Switch the second factor off" button="Switch it off" path="/account/second-factor/off" onDone={stop} onStop={stop} />
      ) : (
        <p className={styles.acts}>
          {onSince === null ? (
            <button type="button" onClick={() => setDoing('starting')}>
              Set up a second factor
            </button>
          ) : (
            <>
              <button type="button" onClick={renew}>
                New backup codes
              </button>
              <button type="button" onClick={() => setDoing('ending')}>
                Switch it off
              </button>
            </>
          )}
        </p>
      )}
    </>
  );
};

const leftWords = (left: number): string =>
  left === 0 ? 'No backup code is left: make new ones.' : left === 1 ? 'One backup code is left: make new ones soon.' : `${left} backup codes are left.`;

const Cancel = ({ onStop }: { onStop: () => void }) => (
  <button type="button" onClick={onStop}>
    Cancel
  </button>
);

const Start = ({ onStarted, onStop }: { onStarted: (started: Started) => void; onStop: () => void }) => {
  const { state, send } = useAccountLine<Started>();
  const [password, setPassword] = useState('');
  const start = async () => {
    const started = await send('POST', '/account/second-factor', { password });
    if (started !== null) onStarted(started);
  };
  return (
    <AccountForm
      label="Set up a second factor"
      button="Continue"
      state={state}
      named={['password']}
      onSend={() => void start()}
      beside={<Cancel onStop={onStop} />}
    >
      <Field
        label="Current password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        wrong={wrongIn(state, 'password')}
      />
    </AccountForm>
  );
};

/** The first code. `isOn`: by what the server said last; where that came without an answer to the code, its backup codes were never shown. */
const Confirm = ({
  started,
  isOn,
  onOn,
  onRenew,
  onStop,
}: {
  started: Started;
  isOn: boolean;
  onOn: (codes: readonly string[]) => void;
  onRenew: () => void;
  onStop: () => void;
}) => {
  const { state, send } = useAccountLine<{ codes: readonly string[] }>();
  const [code, setCode] = useState('');
  const confirm = async () => {
    const on = await send('POST', '/account/second-factor/confirm', { code });
    if (on !== null) onOn(on.codes);
    else setCode('');
  };
  if (isOn && typeof state === 'object')
    return (
      <>
        <p role="alert" className={styles.removed}>
          <b>It is on already, and its backup codes were not shown here.</b> Make new ones, for a day on which you do not have your phone.
        </p>
        <p className={styles.acts}>
          <button type="button" className={kit.primaryButton} onClick={onRenew}>
            New backup codes
          </button>
          <button type="button" onClick={onStop}>
            Not now
          </button>
        </p>
      </>
    );
  return (
    <div className={styles.confirm}>
      <Suspense fallback={<p className={styles.noCode}>Drawing the code.</p>}>
        <QrCode text={started.uri} label="QR code for your authenticator app" />
      </Suspense>
      <div className={styles.steps}>
        <p>
          <b>1. Scan this with an authenticator app,</b> or type this key into it:
        </p>
        <p className={`${kit.mono} ${styles.secret}`}>{started.secret.replace(/(.{4})(?=.)/g, '$1 ')}</p>
        <p>
          <b>2. Enter the code that it shows.</b> Until then nothing changes.
        </p>
        <AccountForm
          label="Confirm the second factor"
          button="Switch it on"
          state={state}
          named={['code']}
          onSend={() => void confirm()}
          beside={<Cancel onStop={onStop} />}
        >
          <CodeField value={code} onChange={setCode} wrong={wrongIn(state, 'code')} />
        </AccountForm>
      </div>
    </div>
  );
};

/** What takes the password and a code. */
const WithCode = <T,>({
  label,
  button,
  path,
  onDone,
  onStop,
}: {
  label: string;
  button: string;
  path: string;
  onDone: (answer: T) => void;
  onStop: () => void;
}) => {
  const { state, send } = useAccountLine<T>();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const go = async () => {
    const asked = await send('POST', path, { password, code });
    if (asked !== null) onDone(asked);
    else setCode('');
  };
  return (
    <AccountForm label={label} button={button} state={state} named={['password', 'code']} onSend={() => void go()} beside={<Cancel onStop={onStop} />}>
      <Field
        label="Current password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        wrong={wrongIn(state, 'password')}
      />
      <CodeField value={code} onChange={setCode} wrong={wrongIn(state, 'code')} hint="From your authenticator app, or a backup code." />
    </AccountForm>
  );
};
