import type { Incident } from '@sitrep/shared/domain/state.ts';
import type { Length } from '@sitrep/shared/query/length.ts';
import { durations } from '@sitrep/shared/query/timeline.ts';
import { duration } from '@sitrep/shared/words/format.ts';
import kit from '../../ui/kit.module.css';
import { SectionHead } from '../../ui/section-head.tsx';
import styles from './numbers-section.module.css';
import { SideSection } from './side-section.tsx';

/** The durations of a postmortem, computed from the facts. Unknown ones are left out. */
export const NumbersSection = ({ incident }: { incident: Incident }) => {
  const all = durations(incident);
  const rows: readonly (readonly [string, Length | null])[] = [
    ['Detection lag', all.toNotice],
    ['Noticed to taken up', all.toEscalate],
    ['Noticed to the cause', all.toIdentify],
    ['Noticed to the first fix', all.toFix],
    ...all.occurrences.map(
      (length, index) => [all.occurrences.length === 1 ? 'Lasted' : index === 0 ? 'Lasted, at first' : 'Lasted, after reopening', length] as const,
    ),
    ['Believed well between', all.believedWell],
    ['From beginning to end', all.occurrences.length > 1 ? all.total : null],
  ];
  const known = rows.filter((row): row is readonly [string, Length] => row[1] !== null);
  if (known.length === 0) return null;
  return (
    <SideSection>
      <SectionHead note="from the log, not typed">Numbers</SectionHead>
      <dl className={styles.numbers}>
        {known.map(([label, { ms, about }]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className={kit.mono}>
              {about ? 'about ' : ''}
              {duration(ms)}
            </dd>
          </div>
        ))}
      </dl>
    </SideSection>
  );
};
