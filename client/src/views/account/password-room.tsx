import { PASSWORD_LENGTH } from '@sitrep/shared/domain/account-rules.ts';
import { Link, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import type { Problem } from '../../sync/api.ts';
import { useSync } from '../../sync/sync-context.ts';
import { askAccounts, useAccountLine } from '../../sync/use-account.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import kit from '../../ui/kit.module.css';
import { Page } from '../../ui/page.tsx';
import { AccountForm, wrongIn } from './account-form.tsx';
import accountKit from './account-kit.module.css';
import { CodeStep } from './code-step.tsx';
import { Field } from './field.tsx';

interface Whose {
  readonly name: string;
  readonly email: string;
  /** They have no password yet. */
  readonly isNew: boolean;
}
const CODE = /^#code=([\w-]+)$/;

/** Where a link leads by which somebody chooses a password: an invitation, or one for a new password. The code leaves the address at once. */
export const PasswordRoom = () => {
  const [code] = useState(() => CODE.exec(location.hash)?.[1] ?? null);
  const [whose, setWhose] = useState<Whose | Problem | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (code === null) return;
    history.replaceState(history.state, '', location.pathname);
  }, [code]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again with each try
  useEffect(() => {
    if (code === null) return;
    let stale = false;
    void askAccounts<Whose>('POST', '/password/look', { code }).then((asked) => {
      if (!stale) setWhose(asked.kind === 'done' ? asked.body : asked.problem);
    });
    return () => {
      stale = true;
    };
  }, [code, tries]);
  if (code === null)
    return (
      <Page title="Choose a password">
        <p className={kit.muted}>
          This link is incomplete: the code at its end is missing. Open it exactly as it was sent to you, or ask an owner of this board for another.
        </p>
        <p className={kit.links}>
          <Link to="/sign-in">Sign in</Link> <Link to="/">To the board</Link>
        </p>
      </Page>
    );
  if (whose === null)
    return (
      <Page title="Choose a password">
        <p className={kit.muted}>Checking the link.</p>
      </Page>
    );
  if ('status' in whose)
    return (
      <Page title="Choose a password">
        <FailureNote what="This link cannot be used." error={{ problem: whose }} {...(whose.status === 401 ? {} : { onRetry: () => setTries(tries + 1) })} />
        <p className={kit.links}>
          <Link to="/sign-in">Sign in</Link> <Link to="/">To the board</Link>
        </p>
      </Page>
    );
  return (
    <Page title={whose.isNew ? `Welcome, ${whose.name}` : 'A new password'}>
      <div className={accountKit.narrow}>
        <Choose code={code} whose={whose} />
      </div>
    </Page>
  );
};

const Choose = ({ code, whose }: { code: string; whose: Whose }) => {
  const router = useRouter();
  const sync = useSync();
  const { state, send } = useAccountLine<{ codeNeeded?: true }>();
  const [password, setPassword] = useState('');
  const [isHalf, setIsHalf] = useState(false);
  // The link is used up: the new password is good at the sign-in.
  const toSignIn = useCallback(() => void router.navigate({ to: '/sign-in' }), [router]);
  const choose = async () => {
    const answer = await send('POST', '/password', { code, password });
    if (answer === null) return;
    if (answer.codeNeeded) return setIsHalf(true);
    await sync.signedIn();
    void router.navigate({ to: '/' });
  };
  if (isHalf) return <CodeStep onIn={() => void router.navigate({ to: '/' })} onOver={toSignIn} />;
  return (
    <>
      <AccountForm label="Choose a password" button="Set password and sign in" state={state} named={['password']} onSend={() => void choose()}>
        {/* For the browser, which keeps the password under this name. */}
        <Field label="E-mail" type="email" autoComplete="username" value={whose.email} onChange={() => undefined} />
        <NewPasswordField value={password} onChange={setPassword} wrong={wrongIn(state, 'password')} />
      </AccountForm>
      <div className={accountKit.aside}>
        <p>
          {whose.isNew
            ? 'You can then sign in from any browser. Responders see your name beside what you write; customers do not.'
            : `This signs ${whose.name} out everywhere else, and signs this browser in.`}
        </p>
      </div>
    </>
  );
};

/** A password that is chosen now. */
export const NewPasswordField = ({
  value,
  onChange,
  wrong,
  label = 'Password',
}: {
  value: string;
  onChange: (value: string) => void;
  wrong: string | null;
  label?: string;
}) => (
  <Field
    label={label}
    type="password"
    autoComplete="new-password"
    least={PASSWORD_LENGTH.least}
    value={value}
    onChange={onChange}
    hint={`At least ${PASSWORD_LENGTH.least} characters. A few words are easier to remember and harder to guess.`}
    wrong={wrong}
  />
);
