import type { Command } from '@sitrep/shared/domain/command.ts';
import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { type CustomerDifference, levelThere } from '@sitrep/shared/query/customer-differences.ts';
import { differenceWords } from '@sitrep/shared/words/difference-words.ts';
import { sentence } from '@sitrep/shared/words/wording.ts';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import kit from '../kit.module.css';
import { LEVEL_CODE } from '../level-code.ts';
import { shortMoment } from '../moment.ts';
import { StatusGlyph } from '../status-glyph.tsx';
import { useNarrow } from '../use-narrow.ts';
import styles from './difference-list.module.css';

interface Given {
  board: BoardState;
  differences: readonly CustomerDifference[];
  /** UTC ms. */
  now: number;
  zone: string;
  /** The page is about this incident, so its name is left out. */
  own?: string;
  /** Draws the control that sends this command. Without it, or where no command ends the difference, the way to do so is said. */
  tell?: ((way: Command) => ReactNode) | undefined;
}

/** Lists where customers see something else than responders, each with the way to end it. For responders only; renders nothing when nothing differs. */
export const DifferenceList = ({ board, differences, now, zone, own, tell }: Given) =>
  differences.length === 0 ? null : (
    <ul className={styles.list}>
      {differences.map((difference) => (
        <li key={difference.kind === 'component' ? difference.componentId : difference.incidentId}>
          <DifferenceItem {...{ board, difference, now, zone, tell }} named={difference.kind === 'component' || difference.incidentId !== own} />
        </li>
      ))}
    </ul>
  );

const DifferenceItem = ({
  board,
  difference,
  now,
  zone,
  named,
  tell,
}: Omit<Given, 'differences' | 'own'> & { difference: CustomerDifference; named: boolean }) => {
  // Nobody sends a request from a phone: there it is folded, and the incidents stay near.
  const narrow = useNarrow();
  const { about, there, here, label, request } = differenceWords(board, difference);
  const level = levelThere(difference);
  const since = difference.since === null || difference.since.ms === null ? '' : ` since ${shortMoment(difference.since, now, zone)}`;
  return (
    <>
      <p className={styles.there} data-st={LEVEL_CODE[level]}>
        <StatusGlyph level={level} size={14} /> <b>{there}</b>
      </p>
      <p>
        {named ? (
          <>
            <AboutLink difference={difference}>{about}</AboutLink>
            {sentence(about).slice(about.length)}{' '}
          </>
        ) : null}
        {here}
        {since}.
      </p>
      {tell === undefined || difference.way === null || request === null ? null : <div className={styles.tell}>{tell(difference.way)}</div>}
      {request === null || difference.way === null ? (
        <p>{label}.</p>
      ) : narrow || tell !== undefined ? (
        <details className={styles.way}>
          <summary>{tell === undefined ? label : 'As a request'}</summary>
          <code>{request}</code> <CopyButton text={request} />
        </details>
      ) : (
        <div className={styles.way}>
          <span>{label}:</span> <code>{request}</code> <CopyButton text={request} />
        </div>
      )}
    </>
  );
};

const AboutLink = ({ difference, children }: { difference: CustomerDifference; children: string }) =>
  difference.kind === 'component' ? (
    <Link to="/components/$componentId" params={{ componentId: difference.componentId }} className={kit.link}>
      <bdi>{children}</bdi>
    </Link>
  ) : (
    <Link to="/incidents/$incidentId" params={{ incidentId: difference.incidentId }} className={kit.link}>
      <bdi>{children}</bdi>
    </Link>
  );

/** Copies the line where the browser permits it; elsewhere a click selects the whole line. */
const CopyButton = ({ text }: { text: string }) => {
  const [copied, setCopied] = useState(false);
  if (!('clipboard' in navigator)) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <button type="button" onClick={() => void copy()}>
      {copied ? 'Copied' : 'Copy'}
    </button>
  );
};
