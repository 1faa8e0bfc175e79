import { SESSION_IDLE_HOURS, SESSION_LONGEST_DAYS } from '@sitrep/shared/domain/account-rules.ts';
import { ROLE_WORD } from '@sitrep/shared/words/right-words.ts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { moveDrafts } from '../../sync/kept-drafts.ts';
import { useSync } from '../../sync/sync-context.ts';
import { type Account, useAccountLine, useAccounts } from '../../sync/use-account.ts';
import { useVisitor, useWhoseDrafts } from '../../sync/use-visitor.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import kit from '../../ui/kit.module.css';
import { Page } from '../../ui/page.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import { AccountForm, wrongIn } from './account-form.tsx';
import accountKit from './account-kit.module.css';
import { Field } from './field.tsx';
import { NewPasswordField } from './password-room.tsx';
import { SecondFactor } from './second-factor.tsx';
import { SessionRow } from './session-row.tsx';

/** One's own account: who one is here, the password, and the browsers that are signed in. */
export const YouRoom = () => {
  const visitor = useVisitor();
  const isPerson = visitor?.kind === 'person';
  const { data, error, refetch } = useAccounts<Account>(isPerson ? '/account' : null);
  if (visitor === null) return <Page title="You">{null}</Page>;
  if (!isPerson)
    return (
      <Page title="You">
        <p className={accountKit.said}>
          {visitor.kind === null
            ? 'This browser is not signed in, and sees what customers see.'
            : `This browser is signed in as ${visitor.name}, which has no account.`}
        </p>
        <p className={kit.links}>
          <Link to="/sign-in">Sign in</Link> <Link to="/">To the board</Link>
        </p>
      </Page>
    );
  if (data === undefined)
    return (
      <Page title="You">
        {error === null ? (
          <p className={kit.muted}>Loading your account.</p>
        ) : (
          <FailureNote
            what="Your account could not be read."
            safe="You stay signed in, and the board keeps working."
            error={error}
            onRetry={() => void refetch()}
          />
        )}
      </Page>
    );
  return data.person === null ? <SetUp /> : <Known account={data} person={data.person} />;
};

/** For an owner who came by a link: who they are is not known yet. */
const SetUp = () => {
  const sync = useSync();
  const before = useWhoseDrafts();
  const { state, send } = useAccountLine<object>();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const setUp = async () => {
    if ((await send('POST', '/account', { name: name.trim(), email: email.trim(), password })) === null) return;
    await sync.signedIn();
    // What was written here before has the same author, under their own name by now.
    const visitor = sync.store.getState().visitor;
    if (visitor?.person != null) moveDrafts(before, visitor.person);
  };
  return (
    <Page title="Set up your account">
      <div className={accountKit.narrow}>
        <AccountForm
          label="Set up your account"
          button="Set up the account"
          state={state}
          named={['name', 'email', 'password']}
          onSend={() => void setUp()}
          beside={
            <Link to="/" className={kit.link}>
              Look around first
            </Link>
          }
        >
          <Field label="Name, as the others know you" autoComplete="name" value={name} onChange={setName} wrong={wrongIn(state, 'name')} />
          <Field
            label="E-mail"
            type="email"
            autoComplete="username"
            value={email}
            onChange={setEmail}
            wrong={wrongIn(state, 'email')}
            hint="To sign in with. Sitrep sends no mail to it."
          />
          <NewPasswordField value={password} onChange={setPassword} wrong={wrongIn(state, 'password')} />
        </AccountForm>
        <div className={accountKit.aside}>
          <p>
            <b>An owner link signed this browser in,</b> so you may do everything, under the name “Owner”. It is signed out after {SESSION_IDLE_HOURS} hours
            without use.
          </p>
          <p>With an account you sign in from anywhere, what you write stands under your name, and you can invite others.</p>
        </div>
      </div>
    </Page>
  );
};

const Known = ({ account, person }: { account: Account; person: NonNullable<Account['person']> }) => (
  <Page title={person.name} note={`${person.email} · ${person.role === null ? 'No role' : ROLE_WORD[person.role]}`}>
    <section className={accountKit.section} aria-labelledby="sessions">
      <SectionHead id="sessions" note={account.sessions.length === 1 ? 'One browser' : `${account.sessions.length} browsers`}>
        Signed in
      </SectionHead>
      <ul className={accountKit.list}>
        {account.sessions.map((session) => (
          <SessionRow key={session.id} session={session} path={`/account/sessions/${encodeURIComponent(session.id)}`} />
        ))}
      </ul>
      <p className={accountKit.said}>
        A browser is signed out after {SESSION_IDLE_HOURS} hours without use, and after {SESSION_LONGEST_DAYS} days at the latest.
      </p>
    </section>
    <section className={accountKit.section} aria-labelledby="password">
      <SectionHead id="password">Password</SectionHead>
      <ChangePassword email={person.email} />
    </section>
    {account.secondFactor === null ? null : (
      <section className={accountKit.section} aria-labelledby="second-factor">
        <SectionHead id="second-factor">Second factor</SectionHead>
        <SecondFactor email={person.email} state={account.secondFactor} />
      </section>
    )}
  </Page>
);

const ChangePassword = ({ email }: { email: string }) => {
  const sync = useSync();
  const { state, send } = useAccountLine<object>();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const change = async () => {
    setDone(false);
    if ((await send('POST', '/account/password', { current, password })) === null) return;
    setCurrent('');
    setPassword('');
    setDone(true);
    await sync.signedIn();
  };
  return (
    <AccountForm label="Change your password" button="Change it" state={state} named={['current', 'password']} onSend={() => void change()}>
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <Field label="Current password" type="password" autoComplete="current-password" value={current} onChange={setCurrent} wrong={wrongIn(state, 'current')} />
      <NewPasswordField label="New password" value={password} onChange={setPassword} wrong={wrongIn(state, 'password')} />
      <p role="status" className={accountKit.said}>
        {done ? 'The password is changed. Every other browser is signed out.' : 'This signs out every other browser.'}
      </p>
    </AccountForm>
  );
};
