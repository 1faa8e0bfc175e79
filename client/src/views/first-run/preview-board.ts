import { blankIncident } from '@sitrep/shared/domain/blank-incident.ts';
import { UNKNOWN_TIME } from '@sitrep/shared/domain/fact-time.ts';
import type { BoardState, Component, Incident } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';

/** What has been typed so far. Empty strings are nothing yet. */
export interface Draft {
  readonly component: string;
  readonly evidence: Component['evidence'];
  readonly title: string;
  readonly level: Level | null;
  readonly affected: readonly string[];
}

const component = (draft: Draft): Component => ({
  id: 'draft',
  name: draft.component,
  description: null,
  groupId: null,
  position: Number.MAX_SAFE_INTEGER,
  evidence: draft.evidence,
  provider: null,
  target: null,
  startedOn: null,
  team: null,
  regions: [],
  goesPublic: 'at_once',
  published: true,
  definedAt: 0,
  lastTrouble: null,
});

const incident = (title: string, componentIds: readonly string[], level: Level): Incident => ({
  ...blankIncident('draft', null, 0),
  title,
  phase: 'investigating',
  stated: [{ from: UNKNOWN_TIME, until: null }],
  occurrences: [{ from: UNKNOWN_TIME, until: null }],
  startedAt: UNKNOWN_TIME,
  endedAt: null,
  phases: [{ phase: 'investigating', at: UNKNOWN_TIME }],
  impacts: componentIds.map((componentId) => ({
    impactId: componentId,
    componentId,
    regions: [],
    audience: null,
    level,
    notAffected: false,
    mode: null,
    what: null,
    from: UNKNOWN_TIME,
    until: null,
  })),
});

/** The board as it would be if what is typed were sent now, so that the preview is told by the same rules as the board. */
export const previewBoard = (board: BoardState, draft: Draft): BoardState => {
  const components = draft.component === '' ? board.components : { ...board.components, draft: component(draft) };
  if (draft.level === null || draft.title === '' || draft.affected.length === 0) return { ...board, components };
  return { ...board, components, incidents: { ...board.incidents, draft: incident(draft.title, draft.affected, draft.level) } };
};
