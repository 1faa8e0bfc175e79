import { CODE_MINUTES } from '@sitrep/shared/domain/account-rules.ts';
import { useEffect, useRef, useState } from 'react';
import { useSync } from '../../sync/sync-context.ts';
import { useAccountLine } from '../../sync/use-account.ts';
import { AccountForm, wrongIn } from './account-form.tsx';
import accountKit from './account-kit.module.css';
import { CodeField } from './field.tsx';

/** The second step of a sign-in. `onIn`: signed in; `onOver`: the password has to be given again, with the reason. */
export const CodeStep = ({ onIn, onOver }: { onIn: () => void; onOver: (why: string | null) => void }) => {
  const sync = useSync();
  const { state, send } = useAccountLine<object>();
  const [code, setCode] = useState('');
  const form = useRef<HTMLDivElement>(null);
  // Whoever has just pressed Enter goes on typing.
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const over = typeof state === 'object' && state.refused.status === 401 ? state.refused.detail : null;
  useEffect(() => {
    if (over !== null) onOver(over);
  }, [over, onOver]);
  const enter = async () => {
    if ((await send('POST', '/session/code', { code })) === null) return setCode('');
    await sync.signedIn();
    onIn();
  };
  return (
    <>
      <div ref={form}>
        <AccountForm
          label="Enter a code"
          button="Sign in"
          state={state}
          named={['code']}
          onSend={() => void enter()}
          beside={
            <button type="button" onClick={() => onOver(null)}>
              Back
            </button>
          }
        >
          <CodeField
            value={code}
            onChange={setCode}
            wrong={wrongIn(state, 'code')}
            hint="Six digits from your authenticator app, or one of your backup codes."
          />
        </AccountForm>
      </div>
      <div className={accountKit.aside}>
        <p>
          <b>The password is right.</b> This account also asks for a code. This browser waits {CODE_MINUTES} minutes for it.
        </p>
        <p>
          <b>Lost the phone?</b> Each backup code works once. Without those, an owner of this board can remove the second factor from your account.
        </p>
      </div>
    </>
  );
};
