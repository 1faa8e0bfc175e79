import { whoIs } from '@sitrep/shared/domain/actor-name.ts';
import { evidenceOf } from '@sitrep/shared/domain/decide-sighting.ts';
import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { useSuspect } from '../../sync/use-visitor.ts';
import kit from '../../ui/kit.module.css';
import { shortMoment } from '../../ui/moment.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { useZones } from '../../ui-state.ts';
import styles from './customers-saw.module.css';

/** What customers saw of the chosen components and the incident takes along as evidence, exactly that. `chosen`: those that it will hurt, none of an exercise, which takes nothing; `now`: UTC ms. */
export const CustomersSaw = ({ board, chosen, now }: { board: BoardState; chosen: readonly string[]; now: number }) => {
  const { leading } = useZones();
  const suspect = useSuspect();
  const seen = chosen.flatMap((componentId) => evidenceOf(board, componentId, { now, suspect })).sort((a, b) => a.recordedAt - b.recordedAt);
  if (seen.length === 0) return null;
  return (
    <section className={styles.part}>
      <SectionHead note={`${seen.length}, become its evidence`}>What customers saw</SectionHead>
      <ul className={styles.saw}>
        {seen.toReversed().map(({ id, at, words, ticket, componentId, by }) => (
          <li key={id}>
            <time>{at.ms === null ? '' : shortMoment(at, now, leading)}</time>
            <span>
              “<bdi>{words}</bdi>”
              <span className={kit.muted}>
                {' '}
                {[componentName(board, componentId), by === null ? '' : `heard by ${whoIs(board, by)}`, ticket ?? ''].filter(Boolean).join(', ')}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
