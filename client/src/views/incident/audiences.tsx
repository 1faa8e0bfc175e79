import type { Impact } from '@sitrep/shared/domain/event.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import { audiencesWords, audienceWords } from '@sitrep/shared/words/wording.ts';
import styles from './audiences.module.css';

/** Who is affected now, who was before, and who was stated not to be. Each group is listed once. */
export const Audiences = ({ incident, componentName }: { incident: Incident; componentName: (id: string) => string }) => {
  const open = incident.phase !== 'resolved';
  const hurt = incident.impacts.filter((impact) => !impact.notAffected);
  const now = who(hurt.filter((impact) => open && impact.until === null));
  const before = who(hurt.filter((impact) => !open || impact.until !== null)).filter((words) => !now.includes(words));
  const spared = incident.impacts.filter((impact) => impact.notAffected).map((impact) => sparedWords(impact, componentName));
  return (
    <dl className={styles.audiences}>
      <Row label={before.length > 0 ? 'Who, now' : 'Who'} lines={now} />
      <Row label={open ? 'Before' : 'Who'} lines={before} />
      <Row label="Not affected" lines={[...new Set(spared)]} />
    </dl>
  );
};

// "Not counted" is listed only when no impact names an audience.
const who = (impacts: readonly Impact[]): string[] => {
  const words = audiencesWords(impacts.map(({ audience }) => audience));
  return words.length > 1 ? words.filter((word) => word !== audienceWords(null)) : words;
};

const sparedWords = ({ audience, componentId }: Impact, componentName: (id: string) => string): string =>
  audience === null || audience.kind === 'everyone' ? componentName(componentId) : `${audienceWords(audience)} (${componentName(componentId)})`;

const Row = ({ label, lines }: { label: string; lines: readonly string[] }) =>
  lines.length === 0 ? null : (
    <div>
      <dt>{label}</dt>
      <dd>
        {lines.map((words) => (
          <span key={words}>{words}</span>
        ))}
      </dd>
    </div>
  );
