import { lookup } from '@sitrep/shared/domain/state.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { verdictOf } from '@sitrep/shared/words/verdict.ts';
import { useDeferredValue } from 'react';
import { useBoard, useCustomers } from '../../sync/use-board.ts';
import { useNowEvery } from '../../sync/use-now.ts';
import kit from '../../ui/kit.module.css';
import { LEVEL_CODE } from '../../ui/level-code.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { StatusWord } from '../../ui/status-word.tsx';
import { incidentOf, type ReportDraft, titleOf } from './report-draft.ts';
import styles from './report-preview.module.css';

/** What the board will say, told by the board's own rules. */
export const ReportPreview = ({ draft }: { draft: ReportDraft }) => {
  const now = useNowEvery(60_000);
  const board = useBoard();
  const customers = useCustomers();
  // Typing does not wait for the whole board to be told anew.
  const late = useDeferredValue(draft);
  const incident = { ...incidentOf(late, board, now), title: titleOf(late, board) };
  const isSaid = incident.title !== '' && incident.impacts.length > 0 && !late.exercise;
  const preview = isSaid ? { ...board, incidents: { ...board.incidents, [incident.id]: incident } } : board;
  const verdict = verdictOf(preview);
  return (
    <section>
      <SectionHead note={late.exercise ? 'exercise' : 'as responders will see it'}>Your board, if you send this</SectionHead>
      <div className={styles.band} data-st={LEVEL_CODE[verdict.level]}>
        <p className={styles.sentence}>
          <StatusGlyph level={verdict.level} size={20} unmeasured={verdict.counts.notMeasured > 0} />
          <span>{verdict.sentence}</span>
        </p>
        <p className={styles.detail}>{verdict.detail}</p>
      </div>
      <ul>
        {incident.impacts.map(({ impactId, componentId, level, regions }) => (
          <li key={impactId} className={styles.row}>
            <b>{componentName(board, componentId)}</b>
            <StatusWord level={level} />
            <span className={kit.label}>{regions.map((id) => lookup(board.regions, id)?.name ?? id).join(', ')}</span>
          </li>
        ))}
      </ul>
      <p className={styles.customers}>
        {late.exercise ? (
          'An exercise is marked everywhere and changes no status.'
        ) : (
          <>
            Customers still read <b>“{verdictOf(customers).sentence}”</b> until it is published.
          </>
        )}
      </p>
    </section>
  );
};
