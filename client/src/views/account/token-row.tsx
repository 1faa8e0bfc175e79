import { date } from '@sitrep/shared/words/format.ts';
import { RIGHT_WORDS, ROLE_WORD } from '@sitrep/shared/words/right-words.ts';
import { listed } from '@sitrep/shared/words/wording.ts';
import { useState } from 'react';
import { type TokenInfo, useAccountLine } from '../../sync/use-account.ts';
import { useBoard } from '../../sync/use-board.ts';
import { useNotConnected } from '../../sync/use-connection.ts';
import { useNowEvery } from '../../sync/use-now.ts';
import kit from '../../ui/kit.module.css';
import { useZones } from '../../ui-state.ts';
import { RefusedNote } from './account-form.tsx';
import accountKit from './account-kit.module.css';
import { deviceWords } from './device-words.ts';
import styles from './token-row.module.css';
import { usedWords } from './used-words.ts';

const STATE_WORD: Readonly<Record<TokenInfo['state'], string>> = { active: 'Active', expired: 'Expired', revoked: 'Revoked' };

/** Colour, shape and word: a full disc, an empty one, a cross. */
const StateMark = ({ state }: { state: TokenInfo['state'] }) => (
  <span className={styles.state} data-state={state}>
    <svg viewBox="0 0 12 12" aria-hidden="true">
      {state === 'revoked' ? <path d="M2 2l8 8M10 2l-8 8" /> : <circle cx="6" cy="6" r="4" />}
    </svg>
    {STATE_WORD[state]}
  </span>
);

/** One token or screen: what it may, who made it, when it ends, and its end by hand, which asks once. */
export const TokenRow = ({ token }: { token: TokenInfo }) => {
  const { leading: zone } = useZones();
  const now = useNowEvery(60_000);
  const cannot = useNotConnected();
  const { state, send } = useAccountLine<null>();
  const [asks, setAsks] = useState(false);
  const { id, name, kind, createdAt, madeBy, lastUsedAt } = token;
  const isOff = cannot !== null || state === 'sending';
  const revoke = () => void send('DELETE', `/tokens/${encodeURIComponent(id)}`);
  return (
    <li className={accountKit.row}>
      <span className={accountKit.what}>
        <b>{name}</b>
        <StateMark state={token.state} />
      </span>
      <span className={accountKit.detail}>
        <Grants token={token} />
        <br />
        {kind === 'kiosk' ? openedWords(token, now, zone) : lastUsedAt === null ? 'Never used' : `Used ${usedWords(lastUsedAt, now, zone)}`}
        {' · '}
        {endWords(token, zone)}
        <br />
        Made {date(createdAt, zone)}
        {madeBy === null ? '' : ` by ${madeBy.name}${madeBy.ended ? ', whose account has ended' : ''}`}
      </span>
      <span className={accountKit.acts}>
        {token.state !== 'active' || asks ? null : (
          <button type="button" aria-disabled={isOff} aria-label={`Revoke ${name}`} onClick={() => isOff || setAsks(true)}>
            Revoke
          </button>
        )}
      </span>
      {asks && token.state === 'active' ? (
        <div role="alert" className={styles.asks}>
          <p>
            <b>Revoke {name}?</b>{' '}
            {kind === 'kiosk' ? 'Every screen that its link opened shows nothing more within two seconds.' : 'Whatever uses it is refused within two seconds.'}{' '}
            It cannot be taken back.
          </p>
          <button type="button" className={kit.primaryButton} aria-disabled={isOff} onClick={() => isOff || revoke()}>
            {state === 'sending' ? 'Revoking' : 'Revoke it'}
          </button>
          <button type="button" onClick={() => setAsks(false)}>
            Keep it
          </button>
          {cannot === null ? null : <span className={kit.muted}>{cannot}</span>}
          {typeof state === 'object' ? <RefusedNote problem={state.refused} /> : null}
        </div>
      ) : null}
    </li>
  );
};

/** What a token may, or what a screen shows. */
const Grants = ({ token: { kind, role, rights, view } }: { token: TokenInfo }) => {
  const board = useBoard();
  if (kind === 'token') {
    const more = rights.map((right) => RIGHT_WORDS[right]);
    return role === null ? `May ${listed(more)}` : `${ROLE_WORD[role]}${more.length === 0 ? '' : `, and may ${listed(more)}`}`;
  }
  const groups = (view?.groups ?? []).map((group) => board.groups[group]?.name ?? group);
  return `${groups.length === 0 ? 'The whole board' : listed(groups)}${view?.theme == null ? '' : `, ${view.theme}`}`;
};

const openedWords = ({ openedAt, lastUsedAt, agent }: TokenInfo, now: number, zone: string): string => {
  if (openedAt === null) return lastUsedAt === null ? 'Never opened' : `Seen ${usedWords(lastUsedAt, now, zone)}`;
  const seen = lastUsedAt === null ? '' : `, seen ${usedWords(lastUsedAt, now, zone)}`;
  return `Opened ${date(openedAt, zone)} by ${deviceWords(agent)}${seen}`;
};
const endWords = ({ kind, state, expiresAt, revokedAt }: TokenInfo, zone: string): string => {
  if (revokedAt !== null) return `Revoked ${date(revokedAt, zone)}`;
  if (state === 'expired') return expiresAt === null ? 'Expired unused' : `Expired ${date(expiresAt, zone)}`;
  if (expiresAt !== null) return `Ends ${date(expiresAt, zone)}`;
  return kind === 'kiosk' ? 'Ends after 90 days unused' : 'Does not end by itself';
};
