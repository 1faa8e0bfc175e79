import { changesBetween } from '@sitrep/shared/query/changes-between.ts';
import { becameWords } from '@sitrep/shared/words/change-words.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { clock, runningDuration } from '@sitrep/shared/words/format.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useSync } from '../../sync/sync-context.ts';
import type { Away } from '../../sync/sync-store.ts';
import { useNow } from '../../sync/use-now.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { useZones } from '../../ui-state.ts';
import styles from './away-list.module.css';

const LISTED_MS = 300_000;

/** After a lost connection returns: what changed in the meantime, shown for five minutes. */
export const AwayList = ({ away }: { away: Away }) => {
  const sync = useSync();
  const now = useNow();
  const { leading } = useZones();
  const changes = useMemo(() => changesBetween(away.before, away.after, undefined, away.sameLog), [away]);
  if (now > away.until + LISTED_MS || changes.length === 0) return null;
  return (
    <section className={styles.changes} aria-label="Changed meanwhile">
      <p>
        <b>Back after {runningDuration(away.until - away.from)}.</b> Changed meanwhile, listed until {clock(away.until + LISTED_MS, leading)}:
      </p>
      <ul>
        {changes.map((change) => (
          <li key={`${change.kind}/${change.id}`}>
            {change.at === null ? null : <time>{clock(change.at, leading)}</time>}{' '}
            {change.kind === 'component' ? (
              <>
                <StatusGlyph level={change.to} size={12} /> <b>{componentName(away.after, change.id)}</b> {LEVEL_WORD[change.to]}, was{' '}
                {LEVEL_WORD[change.from].toLowerCase()}
              </>
            ) : (
              <>
                <StatusGlyph level={change.level} size={12} />{' '}
                <Link to="/incidents/$incidentId" params={{ incidentId: change.id }}>
                  <b>{change.title}</b>
                </Link>{' '}
                {becameWords(change.became)}
              </>
            )}
          </li>
        ))}
      </ul>
      <button type="button" onClick={sync.seen}>
        Seen
      </button>
    </section>
  );
};
