import { Link } from '@tanstack/react-router';
import type { TokenInfo } from '../../sync/use-account.ts';
import { useAccounts } from '../../sync/use-account.ts';
import { may, useVisitor } from '../../sync/use-visitor.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import kit from '../../ui/kit.module.css';
import { Page } from '../../ui/page.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import accountKit from './account-kit.module.css';
import { MakeScreen } from './make-screen.tsx';
import { MakeToken } from './make-token.tsx';
import { TokenRow } from './token-row.tsx';

/** What programs and wall screens are let in by: for those who define the board, and for owners. */
export const TokensRoom = () => {
  const visitor = useVisitor();
  const mayMake = may(visitor, 'manage', 'own');
  const { data, error, refetch } = useAccounts<{ tokens: readonly TokenInfo[] }>(mayMake ? '/tokens' : null);
  if (visitor === null) return <Page title="Tokens and screens">{null}</Page>;
  if (!mayMake)
    return (
      <Page title="Tokens and screens">
        <p className={accountKit.said}>
          {visitor.kind === null ? 'This browser is not signed in.' : `Admins and owners make tokens and screen links, and ${visitor.name} is neither.`} Ask one
          of them.
        </p>
        <p className={kit.links}>
          {visitor.kind === null ? <Link to="/sign-in">Sign in</Link> : null} <Link to="/">To the board</Link>
        </p>
      </Page>
    );
  const note =
    error === null ? null : (
      <FailureNote what="The list could not be read." safe="Tokens and screens go on as they were." error={error} onRetry={() => void refetch()} />
    );
  const all = data?.tokens ?? null;
  return (
    <Page title="Tokens and screens" note="What programs and walls are let in by">
      {note}
      <Part
        id="tokens"
        title="Tokens"
        all={all}
        kind="token"
        none="No program has a token. One that records deploys, or what checks find, needs one."
        reading={error === null}
        form={<MakeToken visitor={visitor} />}
        make="Make a token"
      />
      <Part
        id="screens"
        title="Screens"
        all={all}
        kind="kiosk"
        none="No wall has a link of its own. With one it shows what responders see, and the board says when it falls silent."
        reading={error === null}
        form={<MakeScreen />}
        make="Make a screen link"
      />
    </Page>
  );
};

const Part = ({
  id,
  title,
  all,
  kind,
  none,
  reading,
  form,
  make,
}: {
  id: string;
  title: string;
  all: readonly TokenInfo[] | null;
  kind: TokenInfo['kind'];
  none: string;
  /** Whether an answer is waited for. */
  reading: boolean;
  form: React.ReactNode;
  make: string;
}) => {
  const rows = (all ?? []).filter((one) => one.kind === kind).sort(byState);
  return (
    <div className={accountKit.columns}>
      <section className={accountKit.section} aria-labelledby={id}>
        <SectionHead id={id} note={all === null ? null : countWords(rows)}>
          {title}
        </SectionHead>
        {all === null ? (
          reading ? (
            <p className={kit.quiet}>Reading the list.</p>
          ) : null
        ) : rows.length === 0 ? (
          <p className={kit.quiet}>{none}</p>
        ) : (
          <ul className={accountKit.list}>
            {rows.map((token) => (
              <TokenRow key={token.id} token={token} />
            ))}
          </ul>
        )}
      </section>
      <section className={accountKit.section} aria-labelledby={`make-${id}`}>
        <SectionHead id={`make-${id}`}>{make}</SectionHead>
        {form}
      </section>
    </div>
  );
};

const ORDER: Readonly<Record<TokenInfo['state'], number>> = { active: 0, expired: 1, revoked: 2 };
/** What is valid first, the newest of each first. */
const byState = (a: TokenInfo, b: TokenInfo): number => ORDER[a.state] - ORDER[b.state] || b.createdAt - a.createdAt;

const countWords = (rows: readonly TokenInfo[]): string => {
  const active = rows.filter(({ state }) => state === 'active').length;
  const ended = rows.length - active;
  return `${active} active${ended === 0 ? '' : `, ${ended} ended in the last 30 days`}`;
};
