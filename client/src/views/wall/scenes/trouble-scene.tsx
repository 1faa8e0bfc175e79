import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { isImpactStated } from '@sitrep/shared/domain/incident-spells.ts';
import type { Drill, Incident } from '@sitrep/shared/domain/state.ts';
import { levelRank } from '@sitrep/shared/domain/words.ts';
import { cameBack } from '@sitrep/shared/query/incident-facts.ts';
import type { Matter } from '@sitrep/shared/query/matters.ts';
import { zoneName } from '@sitrep/shared/words/format.ts';
import { hurtWords } from '@sitrep/shared/words/incident-words.ts';
import { unspokenWords, type Verdict } from '@sitrep/shared/words/verdict.ts';
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
import { type Tag, TroubleField } from '../trouble/trouble-field.tsx';
import { componentsOf, WorkLine } from '../trouble/work-line.tsx';
import { useWall, type Wall } from '../wall-context.ts';
import styles from './trouble-scene.module.css';
import type { WallScene } from './wall-scene.ts';

/**
 * There is trouble. At the top the field, more prominent the worse the level; below it the facts of the leading incident; then other trouble, each with its
 * own age, or for a single incident its time line and the components it affects, and work on others in one line. `back`: what changed while the connection was lost; it replaces that last part.
 */
export const TroubleScene = ({ scene, back }: { scene: Extract<WallScene, { kind: 'trouble' }>; back: ReactNode }) => {
  const { verdict, owner, others, work, drill } = scene;
  const alone = others.length === 0;
  const major = verdict.level === 'major_outage';
  return (
    <main id="main" className={styles.scene} data-back={back === null ? undefined : ''} data-loud={others.some(isLoud) ? '' : undefined}>
      <OwnerField scene={scene} />
      {owner === null || (back !== null && !major) ? null : <FactsBand incident={owner} />}
      {back}
      {!alone ? (
        <MatterList matters={others} head={owner === null ? 'Why' : 'Also'} beside={`${verdict.sentence}|${owner?.changedAt}`} />
      ) : back === null ? (
        <Alone owner={owner} work={work} />
      ) : null}
      {work.length === 0 ? null : <WorkLine work={work} />}
      {drill === null ? null : <DrillNote drill={drill} />}
      {major && (alone || back !== null) ? null : <GroupStrip />}
    </main>
  );
};

/** An outage keeps its rows while changes are listed; lesser trouble is counted. */
const isLoud = ({ level }: Matter): boolean => levelRank(level) >= levelRank('partial_outage');

const Alone = ({ owner, work }: { owner: Incident | null; work: readonly Matter[] }) => (
  <div className={styles.lower}>
    {owner === null ? null : <IncidentLine incident={owner} />}
    <HurtList without={new Set(work.flatMap(componentsOf))} />
  </div>
);

/** Real trouble takes precedence over an exercise, but viewers must know that one is running. */
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
      under={owner === null ? '' : underWords(wall, verdict, owner, others.length > 0)}
      dense={others.length > 1}
      since={verdict.since}
      sinceWords={sinceWords(verdict.since, now, wall.zones.leading)}
    />
  );
};

const CLOCK_LAST = /\d\d:\d\d$/u;
/** Since when, as precisely as it is known. The zone is added to a clock time only; an approximate time already names it. */
const sinceWords = (since: FactTime | null, now: number, zone: string): string => {
  if (since === null) return '';
  if (since.ms === null) return 'since when is not known';
  const moment = shortMoment(since, now, zone);
  return `since ${moment}${CLOCK_LAST.test(moment) ? ` ${zoneName(zone)}` : ''}`;
};

/** Who is affected and where, unless the sentence already says it. `crowded`: other trouble leaves no room for a list of components, so those that the sentence leaves out are named first. */
const underWords = ({ board }: Wall, { sentence, overridden }: Verdict, owner: Incident, crowded: boolean): string => {
  const unspoken = crowded && !overridden ? unspokenWords(board, owner) : null;
  const words = hurtWords(board, owner);
  const hurt = words === 'Not yet counted' ? 'How many are hurt is not yet counted' : words;
  const said = sentence.toLowerCase().includes(words.toLowerCase());
  return said ? (unspoken ?? '') : unspoken === null ? hurt : `${unspoken}. ${hurt}`;
};

/** Remarks beside the level: that the data may be old, that nobody acknowledged, that the incident came back. */
const tagsOf = ({ board, internal, asOf, zones }: Wall, owner: Incident | null, now: number): Tag[] => {
  const tags: Tag[] = asOf === null ? [] : [{ words: asOf }];
  if (owner === null) return tags;
  if (internal && owner.acknowledged === null) tags.push({ words: 'NOT ACKNOWLEDGED' });
  const back = cameBack(board, owner);
  if (back?.how === 'recurrence') tags.push({ words: `came back: ${shownId(back.incidentId)}` });
  else if (back?.how === 'reopened')
    // Beside another remark there is no room for more, and the time line tells the rest.
    tags.push({
      words: 'came back',
      ...(back.fixed?.ms == null || tags.length > 0 ? {} : { more: `: declared fixed ${shortMoment(back.fixed, now, zones.leading)}` }),
    });
  return tags;
};
