import { Link, useRouter, useRouterState } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useSync } from '../../sync/sync-context.ts';
import { useAccountLine } from '../../sync/use-account.ts';
import { useShut, useVisitor } from '../../sync/use-visitor.ts';
import kit from '../../ui/kit.module.css';
import { Page } from '../../ui/page.tsx';
import { AccountForm, wrongIn } from './account-form.tsx';
import accountKit from './account-kit.module.css';
import { CodeStep } from './code-step.tsx';
import { Field } from './field.tsx';

/** Where a person signs in by e-mail and password. */
export const SignInRoom = () => {
  const visitor = useVisitor();
  const isIn = visitor?.kind === 'person';
  const shut = useShut();
  const why = isIn ? 'This board is internal, and your account has no right to read it' : 'This board is internal: it shows nothing without a sign-in';
  return (
    <Page {...(shut && { note: why })} title={isIn ? `Signed in as ${visitor.name}` : 'Sign in'}>
      <div className={accountKit.narrow}>{!isIn ? <SignIn /> : shut ? <NoRight /> : <Already />}</div>
    </Page>
  );
};

/** Nothing leads on from here: each room of the board would show this again. */
const NoRight = () => <p>An owner of this board can give it to you. To come in as somebody else, sign out in the settings first.</p>;

const Already = () => (
  <p className={kit.links}>
    This browser is signed in. <Link to="/">To the board</Link> <Link to="/you">Your account</Link>
  </p>
);

const SignIn = () => {
  const router = useRouter();
  const [isHalf, setIsHalf] = useState(false);
  const [over, setOver] = useState<string | null>(null);
  const again = useCallback((why: string | null) => {
    setOver(why);
    setIsHalf(false);
  }, []);
  // On an internal board the form stands where the room will be.
  const stays = useRouterState({ select: (state) => state.location.pathname }) !== '/sign-in';
  const toBoard = () => {
    if (!stays) void router.navigate({ to: '/' });
  };
  return isHalf ? <CodeStep onIn={toBoard} onOver={again} /> : <PasswordStep over={over} onIn={toBoard} onHalf={() => setIsHalf(true)} />;
};

/** `over`: why it is asked for again. `onHalf`: the password was right, and a code is asked for. */
const PasswordStep = ({ over, onIn, onHalf }: { over: string | null; onIn: () => void; onHalf: () => void }) => {
  const shut = useShut();
  const sync = useSync();
  const { state, send } = useAccountLine<{ codeNeeded?: true }>();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = async () => {
    const answer = await send('POST', '/session', { email: email.trim(), password });
    if (answer === null) return;
    if (answer.codeNeeded) return onHalf();
    await sync.signedIn();
    onIn();
  };
  return (
    <>
      <AccountForm label="Sign in" button="Sign in" state={state} named={['email']} onSend={() => void signIn()}>
        {over === null ? null : <p role="status">{over}</p>}
        <Field label="E-mail" type="email" autoComplete="username" value={email} onChange={setEmail} wrong={wrongIn(state, 'email')} />
        <Field label="Password" type="password" autoComplete="current-password" value={password} onChange={setPassword} />
      </AccountForm>
      <div className={accountKit.aside}>
        <p>
          <b>Forgotten the password?</b> An owner of this board can send you a link for a new one.
        </p>
        <p>
          <b>No account?</b>{' '}
          {shut
            ? 'An owner of this board invites you, by a link.'
            : 'Customers need none: the board shows them what they may see. Responders are invited by an owner.'}
        </p>
        <p>
          <b>Nobody can get in?</b> On the machine of the server, <code className={kit.mono}>npm run sitrep -- owner-link</code> makes a link for an owner.
        </p>
      </div>
    </>
  );
};
