import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { isImpactStated } from '@sitrep/shared/domain/incident-spells.ts';
import type { Drill, Incident } from '@sitrep/shared/domain/state.ts';
import { levelRank } from '@sitrep/shared/domain/words.ts';
import { cameBack } from '@sitrep/shared/query/incident-facts.ts';
import type { Matter } from '@sitrep/shared/query/matters.ts';
import { zoneName } from '@sitrep/shared/words/format.ts';
import { hurtWords } from '@sitrep/shared/words/incident-words.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import type { ReactNode } from 'react';
import { useNowEvery } from '../../../sync/use-now.ts';
import { shortMoment } from '../../../ui/moment.ts';
import { shownId } from '../../../ui/shown-id.ts';
import { ExerciseBand } from '../frame/exercise-band.tsx';
import { GroupStrip } from '../frame/group-strip.tsx';
import { FactsBand } from '../trouble/facts-band.tsx';
import { HurtList } from '../trouble/hurt-list.tsx';
import { IncidentLine } from '../trouble/incident-line.tsx';
import { MatterList } from '../trouble/matter-list.tsx';
import { TroubleField } from '../trouble/trouble-field.tsx';
import { useWall, type Wall } from '../wall-context.ts';
import styles from './trouble-scene.module.css';
import type { WallScene } from './wall-scene.ts';

/**
 * Something is not well. The field is as loud as the level; below it what is known of the incident that owns the wall, then what else is not well: other
 * matters with their own age, or, when there is one incident alone, its time and what it hurts. `back`: what changed in a silence, in the place of the latter.
 */
export const TroubleScene = ({ scene, back }: { scene: Extract<WallScene, { kind: 'trouble' }>; back: ReactNode }) => {
  const { verdict, owner, others, drill } = scene;
  const alone = others.length === 0;
  const major = verdict.level === 'major_outage';
  return (
    <main id="main" className={styles.scene} data-back={back === null ? undefined : ''} data-loud={others.some(isLoud) ? '' : undefined}>
      <OwnerField scene={scene} />
      {owner === null || (back !== null && !major) ? null : <FactsBand incident={owner} />}
      {back}
      {!alone ? <MatterList matters={others} head={owner === null ? 'Why' : 'Also'} /> : back === null ? <Alone owner={owner} /> : null}
      {drill === null ? null : <DrillNote drill={drill} />}
      {major && (alone || back !== null) ? null : <GroupStrip />}
    </main>
  );
};

/** Loud enough to keep its rows while changes are listed. */
const isLoud = ({ level }: Matter): boolean => levelRank(level) >= levelRank('partial_outage');

const Alone = ({ owner }: { owner: Incident | null }) => (
  <div className={styles.lower}>
    {owner === null ? null : <IncidentLine incident={owner} />}
    <HurtList />
  </div>
);

/** Real trouble goes before an exercise, which must be told from it all the same. */
const DrillNote = ({ drill }: { drill: Drill }) => (
  <ExerciseBand thin>
    <bdi>{drill.name}</bdi> runs as well. What is shown above is real.
  </ExerciseBand>
);

const OwnerField = ({ scene: { verdict, owner, others } }: { scene: Extract<WallScene, { kind: 'trouble' }> }) => {
  const wall = useWall();
  const now = useNowEvery(60_000);
  const major = verdict.level === 'major_outage';
  const stated = owner === null || isImpactStated(owner);
  const word = stated ? LEVEL_WORD[verdict.level] : 'No impact stated';
  return (
    <TroubleField
      level={stated ? verdict.level : 'unknown'}
      word={major ? word.toUpperCase() : word}
      tags={tagsOf(wall, owner, now)}
      sentence={verdict.sentence}
      under={owner === null ? '' : underWords(verdict.sentence, hurtWords(wall.board, owner))}
      dense={others.length > 1}
      since={verdict.since}
      sinceWords={sinceWords(verdict.since, now, wall.zones.leading)}
    />
  );
};

const CLOCK_LAST = /\d\d:\d\d$/u;
/** Since when, as well as it is known. A time that is not exact brings its own words, the zone among them. */
const sinceWords = (since: FactTime | null, now: number, zone: string): string => {
  if (since === null) return '';
  if (since.ms === null) return 'since when is not known';
  const moment = shortMoment(since, now, zone);
  return `since ${moment}${CLOCK_LAST.test(moment) ? ` ${zoneName(zone)}` : ''}`;
};

/** Who is hurt and where, unless the sentence has said it. */
const underWords = (sentence: string, hurt: string): string => {
  if (hurt === 'Not yet counted') return 'How many are hurt is not yet counted';
  return sentence.toLowerCase().includes(hurt.toLowerCase()) ? '' : hurt;
};

/** What is said beside the level: that it may be old, that nobody has it, that it was here before. */
const tagsOf = ({ board, internal, asOf, zones }: Wall, owner: Incident | null, now: number): string[] => {
  const tags = asOf === null ? [] : [asOf];
  if (owner === null) return tags;
  if (internal && owner.acknowledged === null) tags.push('NOT ACKNOWLEDGED');
  const back = cameBack(board, owner);
  if (back?.how === 'recurrence') tags.push(`came back: ${shownId(back.incidentId)}`);
  else if (back?.how === 'reopened')
    tags.push(back.fixed?.ms == null ? 'came back' : `came back: declared fixed ${shortMoment(back.fixed, now, zones.leading)}`);
  return tags;
};
