import { PASSWORD_LINK_DAYS } from '@sitrep/shared/domain/account-rules.ts';
import { type Grant, RIGHTS, type Right, ROLE_RIGHTS, ROLES, type Role, rightsOf, SCREEN_RIGHTS } from '@sitrep/shared/domain/rights.ts';
import { clock, day } from '@sitrep/shared/words/format.ts';
import { RIGHT_WORDS, ROLE_WORD } from '@sitrep/shared/words/right-words.ts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type PersonInfo, type TokenInfo, useAccountLine, useAccounts } from '../../sync/use-account.ts';
import { useNotConnected } from '../../sync/use-connection.ts';
import { may, useVisitor } from '../../sync/use-visitor.ts';
import { CheckList } from '../../ui/command-form/choice-list.tsx';
import { SelectField } from '../../ui/command-form/select-field.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import kit from '../../ui/kit.module.css';
import { Page } from '../../ui/page.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import { useZones } from '../../ui-state.ts';
import { AccountForm, RefusedNote, wrongIn } from './account-form.tsx';
import accountKit from './account-kit.module.css';
import { CopiedLink } from './copied-link.tsx';
import { Field } from './field.tsx';
import { OwnerAccess } from './owner-access.tsx';
import styles from './people-room.module.css';

/** Who works with this board: for owners, who invite, change and end. */
export const PeopleRoom = () => {
  const visitor = useVisitor();
  const mayManage = may(visitor, 'own');
  const { data, error, refetch } = useAccounts<{ people: readonly PersonInfo[] }>(mayManage ? '/people' : null);
  if (visitor === null) return <Page title="People">{null}</Page>;
  if (!mayManage)
    return (
      <Page title="People">
        <p className={accountKit.said}>
          {visitor.kind === null ? 'This browser is not signed in.' : `Only owners manage the people of this board, and ${visitor.name} is not one.`} Ask one of
          them.
        </p>
        <p className={kit.links}>
          {visitor.kind === null ? <Link to="/sign-in">Sign in</Link> : null} <Link to="/">To the board</Link>
        </p>
      </Page>
    );
  return (
    <Page title="People" note="Who may do what on this board">
      <div className={accountKit.columns}>
        <section className={accountKit.section} aria-labelledby="people">
          <SectionHead id="people" note={data === undefined ? null : countWords(data.people)}>
            On this board
          </SectionHead>
          {error === null ? null : (
            <FailureNote
              what="The list of people could not be read."
              safe="Nothing was changed, and the board keeps working."
              error={error}
              onRetry={() => void refetch()}
            />
          )}
          {data === undefined ? (
            error === null ? (
              <p className={kit.quiet}>Loading the list.</p>
            ) : null
          ) : data.people.length === 0 ? (
            <p className={kit.quiet}>
              Nobody has an account yet.{' '}
              <Link to="/you" className={kit.link}>
                Set up your own
              </Link>{' '}
              first, or invite the others.
            </p>
          ) : (
            <ul className={accountKit.list}>
              {data.people.map((person) => (
                <PersonRow key={person.id} person={person} isMe={person.id === visitor.person} />
              ))}
            </ul>
          )}
        </section>
        <section className={accountKit.section} aria-labelledby="invite">
          <SectionHead id="invite">Invite somebody</SectionHead>
          <Invite />
        </section>
      </div>
      <OwnerAccess />
    </Page>
  );
};

const countWords = (all: readonly PersonInfo[]): string => {
  const invited = all.filter(({ joined }) => !joined).length;
  return `${all.length === 1 ? 'One person' : `${all.length} people`}${invited === 0 ? '' : `, ${invited} invited`}`;
};
const ROLE_SAYS: Readonly<Record<Role, string>> = {
  viewer: 'reads what responders read',
  publisher: 'writes to customers, and nothing else',
  responder: 'works incidents and writes to everyone',
  admin: 'also defines the board and erases texts',
  owner: 'also manages people, tokens and screens',
};
const ROLE_OPTIONS = ROLES.map((role) => ({ key: role, words: `${ROLE_WORD[role]}: ${ROLE_SAYS[role]}` }));
/** The rights that a role lacks; no person is a wall screen. */
const beside = (role: Role) => RIGHTS.filter((right) => right !== 'kiosk' && !ROLE_RIGHTS[role].includes(right));
const kept = (role: Role, rights: readonly Right[]): readonly Right[] => rights.filter((right) => beside(role).includes(right));

const RoleFields = ({
  role,
  rights,
  onChange,
}: {
  role: Role;
  rights: readonly Right[];
  onChange: (grant: { role: Role; rights: readonly Right[] }) => void;
}) => (
  <>
    <SelectField label="Role" options={ROLE_OPTIONS} value={role} onChange={(next) => onChange({ role: next as Role, rights })} />
    {beside(role).length === 0 ? null : (
      <details className={accountKit.more} open={kept(role, rights).length > 0}>
        <summary>Further rights</summary>
        <CheckList
          legend="May also"
          options={beside(role).map((right) => ({ key: right, words: RIGHT_WORDS[right] }))}
          value={kept(role, rights)}
          onChange={(next) => onChange({ role, rights: next })}
        />
      </details>
    )}
  </>
);

interface Linked {
  readonly person: PersonInfo;
  readonly url: string;
}
const NOBODY: { readonly name: string; readonly email: string; readonly role: Role; readonly rights: readonly Right[] } = {
  name: '',
  email: '',
  role: 'responder',
  rights: [],
};

const Invite = () => {
  const { state, send } = useAccountLine<Linked>();
  const [asked, setAsked] = useState(NOBODY);
  const [linked, setLinked] = useState<Linked | null>(null);
  const invite = async () => {
    const answer = await send('POST', '/people', { ...asked, name: asked.name.trim(), email: asked.email.trim(), rights: kept(asked.role, asked.rights) });
    if (answer === null) return;
    setLinked(answer);
    setAsked(NOBODY);
  };
  return (
    <>
      <AccountForm label="Invite somebody" button="Create the invitation" state={state} named={['name', 'email']} onSend={() => void invite()}>
        <Field label="Name" autoComplete="off" value={asked.name} onChange={(name) => setAsked({ ...asked, name })} wrong={wrongIn(state, 'name')} />
        <Field
          label="E-mail"
          type="email"
          autoComplete="off"
          value={asked.email}
          onChange={(email) => setAsked({ ...asked, email })}
          wrong={wrongIn(state, 'email')}
        />
        <RoleFields role={asked.role} rights={asked.rights} onChange={(grant) => setAsked({ ...asked, ...grant })} />
      </AccountForm>
      {linked === null ? (
        <p className={accountKit.said}>You get a link to send them. It works once, within {PASSWORD_LINK_DAYS} days. Sitrep sends no mail itself.</p>
      ) : (
        <CopiedLink key={linked.url} label={`Invitation of ${linked.person.name}`} url={linked.url}>
          {`Send this to ${linked.person.name}. It works once, within ${PASSWORD_LINK_DAYS} days, and is not shown again.`}
        </CopiedLink>
      )}
    </>
  );
};

const seenWords = ({ joined, lastSeenAt }: PersonInfo, zone: string): string => {
  if (!joined) return 'Invited, has not signed in yet';
  return lastSeenAt === null ? 'Not signed in' : `Last active ${day(lastSeenAt, zone)} ${clock(lastSeenAt, zone)}`;
};

const secondWords = ({ onSince, removedAt, removedBy }: PersonInfo['secondFactor'], zone: string): string => {
  if (onSince !== null) return ' · Second factor on';
  return removedAt === null || removedBy === null ? '' : ` · Second factor removed by ${removedBy} on ${day(removedAt, zone)}`;
};

const madeWords = (made: number): string => (made === 1 ? 'one token or screen' : `${made} tokens and screens`);

const PersonRow = ({ person, isMe }: { person: PersonInfo; isMe: boolean }) => {
  const { leading: zone } = useZones();
  const [open, setOpen] = useState(false);
  const { name, email, role, rights } = person;
  return (
    <li className={accountKit.row}>
      <span className={accountKit.what}>
        <b>{name}</b>
        {isMe ? <span className={accountKit.mark}>You</span> : null}
        <span className={kit.muted}>{email}</span>
      </span>
      <span className={accountKit.detail}>
        {role === null ? 'No role' : ROLE_WORD[role]}
        {rights.length === 0 ? '' : ` and ${rights.length === 1 ? 'one right' : `${rights.length} rights`} more`}
        {' · '}
        {seenWords(person, zone)}
        {secondWords(person.secondFactor, zone)}
      </span>
      <span className={accountKit.acts}>
        <button type="button" aria-expanded={open} aria-label={`${open ? 'Close' : 'Change'} ${name}`} onClick={() => setOpen(!open)}>
          {open ? 'Close' : 'Change'}
        </button>
      </span>
      {open ? <ChangePerson person={person} isMe={isMe} onDone={() => setOpen(false)} /> : null}
    </li>
  );
};

/** What the server ends with lesser rights. Until the tokens are read, or where they cannot be, without how many. */
const EndingTokens = ({ person, isMe, grant }: { person: PersonInfo; isMe: boolean; grant: Grant }) => {
  const { data } = useAccounts<{ tokens: readonly TokenInfo[] }>(person.made === 0 ? null : '/tokens');
  if (person.made === 0) return null;
  const who = isMe ? 'you' : 'they';
  if (data === undefined) return ` Tokens and screens ${who} made that may do more than that end.`;
  const left = rightsOf(grant);
  const given = ({ kind, role, rights }: TokenInfo) =>
    kind === 'kiosk' ? new Set(SCREEN_RIGHTS.filter((right) => right !== 'kiosk')) : rightsOf({ role, rights });
  const ending = data.tokens.filter(
    (token) => token.state === 'active' && token.madeBy?.person === person.id && [...given(token)].some((right) => !left.has(right)),
  ).length;
  return ending === 0 ? null : ` It ends ${madeWords(ending)} ${who} made that may do more than that.`;
};

const ChangePerson = ({ person, isMe, onDone }: { person: PersonInfo; isMe: boolean; onDone: () => void }) => {
  const change = useAccountLine<PersonInfo>();
  const link = useAccountLine<Linked>();
  const end = useAccountLine<null>();
  const remove = useAccountLine<null>();
  const cannot = useNotConnected();
  const [name, setName] = useState(person.name);
  const [grant, setGrant] = useState({ role: person.role ?? ('viewer' as Role), rights: person.rights });
  const [url, setUrl] = useState<string | null>(null);
  const [asksEnd, setAsksEnd] = useState(false);
  const [asksRemove, setAsksRemove] = useState(false);
  const path = `/people/${encodeURIComponent(person.id)}`;
  const isOff = cannot !== null || [link.state, end.state, remove.state].includes('sending');
  const rights = kept(grant.role, grant.rights);
  const movesRights = grant.role !== person.role || JSON.stringify(rights) !== JSON.stringify(person.rights);
  const save = async () => {
    const asked = { name: name.trim(), ...(movesRights ? { role: grant.role, rights } : {}) };
    if ((await change.send('PUT', path, asked)) !== null) onDone();
  };
  const makeLink = async () => setUrl((await link.send('POST', `${path}/link`))?.url ?? null);
  return (
    <div className={styles.change}>
      <AccountForm label={`Change ${person.name}`} button="Save" state={change.state} named={['name']} onSend={() => void save()}>
        <Field label="Name" autoComplete="off" value={name} onChange={setName} wrong={wrongIn(change.state, 'name')} />
        <RoleFields role={grant.role} rights={grant.rights} onChange={setGrant} />
        {movesRights ? (
          <p className={accountKit.said} role="status">
            {isMe ? 'This signs you out everywhere, here too.' : `This signs ${person.name} out everywhere; they have to sign in again.`}
            <EndingTokens person={person} isMe={isMe} grant={{ role: grant.role, rights }} />
          </p>
        ) : null}
      </AccountForm>
      <div className={styles.others}>
        <button type="button" aria-disabled={isOff} onClick={() => isOff || void makeLink()}>
          {person.joined ? 'Link for a new password' : 'Another invitation'}
        </button>
        {asksRemove || isMe || person.secondFactor.onSince === null ? null : (
          <button type="button" aria-disabled={isOff} onClick={() => isOff || setAsksRemove(true)}>
            Remove the second factor
          </button>
        )}
        {asksEnd ? null : (
          <button type="button" aria-disabled={isOff} onClick={() => isOff || setAsksEnd(true)}>
            End the account
          </button>
        )}
        {cannot}
        {typeof link.state === 'object' ? <RefusedNote problem={link.state.refused} /> : null}
        {url === null ? null : (
          <CopiedLink key={url} label={`Link for ${person.name}`} url={url}>
            {`Send this to ${person.name}. It works once, within ${PASSWORD_LINK_DAYS} days.${person.joined ? ' The current password stays valid until it is used.' : ''}`}
          </CopiedLink>
        )}
        {asksRemove && person.secondFactor.onSince !== null ? (
          <div role="alert" className={styles.asks}>
            <p>
              <b>Remove the second factor of {person.name}?</b> Do it when they have lost their phone and their backup codes, and you are sure that it is they
              who ask. They then sign in with their password alone, and read that you removed it.
            </p>
            <button
              type="button"
              className={kit.primaryButton}
              aria-disabled={isOff}
              onClick={() => isOff || void remove.send('POST', `${path}/second-factor/remove`)}
            >
              Remove it
            </button>
            <button type="button" onClick={() => setAsksRemove(false)}>
              Keep it
            </button>
            {typeof remove.state === 'object' ? <RefusedNote problem={remove.state.refused} /> : null}
          </div>
        ) : null}
        {asksEnd ? (
          <div role="alert" className={styles.asks}>
            <p>
              <b>End the account of {person.name}?</b> They are signed out everywhere within two seconds and cannot sign in again. What they did stays under
              their name.{person.made === 0 ? '' : ` They made ${madeWords(person.made)} and may know ${person.made === 1 ? 'its secret' : 'their secrets'}.`}
            </p>
            {person.made === 0 ? (
              <button type="button" className={kit.primaryButton} aria-disabled={isOff} onClick={() => isOff || void end.send('POST', `${path}/end`)}>
                End it
              </button>
            ) : (
              <>
                <button
                  type="button"
                  className={kit.primaryButton}
                  aria-disabled={isOff}
                  onClick={() => isOff || void end.send('POST', `${path}/end`, { tokens: true })}
                >
                  End it, and {madeWords(person.made)}
                </button>
                <button type="button" aria-disabled={isOff} onClick={() => isOff || void end.send('POST', `${path}/end`, { tokens: false })}>
                  End the account alone
                </button>
              </>
            )}
            <button type="button" onClick={() => setAsksEnd(false)}>
              Keep it
            </button>
            {typeof end.state === 'object' ? <RefusedNote problem={end.state.refused} /> : null}
          </div>
        ) : null}
      </div>
    </div>
  );
};
