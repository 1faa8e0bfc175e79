import { SESSION_IDLE_HOURS } from '@sitrep/shared/domain/account-rules.ts';
import { clock, day } from '@sitrep/shared/words/format.ts';
import { type OpenSession, useAccountLine, useAccounts } from '../../sync/use-account.ts';
import { useNotConnected } from '../../sync/use-connection.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import kit from '../../ui/kit.module.css';
import { SectionHead } from '../../ui/section-head.tsx';
import { useZones } from '../../ui-state.ts';
import { RefusedNote } from './account-form.tsx';
import accountKit from './account-kit.module.css';
import { SessionRow } from './session-row.tsx';

interface UnusedLink {
  readonly id: string;
  readonly expiresAt: number;
}

/** Browsers that an owner link signed in without an account, and owner links that nobody used yet: whoever has one may do everything. */
export const OwnerAccess = () => {
  const { data, error, refetch } = useAccounts<{ sessions: readonly OpenSession[]; links: readonly UnusedLink[] }>('/owner-access');
  return (
    <section className={accountKit.section} aria-labelledby="owner-access">
      <SectionHead id="owner-access">Owner links</SectionHead>
      <p className={accountKit.said}>
        A browser that opened an owner link may do everything without an account, until it is not used for {SESSION_IDLE_HOURS} hours. Sign out those you do not
        know, and links you do not need.
      </p>
      {error === null ? null : (
        <FailureNote
          what="The owner links could not be read."
          safe="Nothing was changed, and the board keeps working."
          error={error}
          onRetry={() => void refetch()}
        />
      )}
      {data === undefined ? (
        error === null ? (
          <p className={kit.quiet}>Loading the list.</p>
        ) : null
      ) : data.sessions.length + data.links.length === 0 ? (
        <p className={kit.quiet}>No browser is signed in by an owner link, and no link is open.</p>
      ) : (
        <ul className={accountKit.list}>
          {data.sessions.map((session) => (
            <SessionRow key={session.id} session={session} path={`/owner-access/sessions/${encodeURIComponent(session.id)}`} />
          ))}
          {data.links.map((link) => (
            <LinkRow key={link.id} link={link} />
          ))}
        </ul>
      )}
    </section>
  );
};

const LinkRow = ({ link }: { link: UnusedLink }) => {
  const { leading: zone } = useZones();
  const { state, send } = useAccountLine<null>();
  const cannot = useNotConnected();
  const isOff = cannot !== null || state === 'sending';
  return (
    <li className={accountKit.row}>
      <span className={accountKit.what}>
        <b>A link that nobody used yet</b>
      </span>
      <span className={accountKit.detail}>
        Works once, until {day(link.expiresAt, zone)} {clock(link.expiresAt, zone)}
      </span>
      <span className={accountKit.acts}>
        <button type="button" aria-disabled={isOff} onClick={() => isOff || void send('DELETE', `/owner-access/links/${encodeURIComponent(link.id)}`)}>
          {state === 'sending' ? 'Ending' : 'End it'}
        </button>
      </span>
      {typeof state === 'object' ? <RefusedNote problem={state.refused} /> : null}
    </li>
  );
};
