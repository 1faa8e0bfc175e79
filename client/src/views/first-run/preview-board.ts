import type { BoardState, Component } from '@sitrep/shared/domain/state.ts';

/** What has been typed so far. Empty strings are nothing yet. */
export interface Draft {
  readonly component: string;
  readonly evidence: Component['evidence'];
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

/** The board as it would be if what is typed were sent now, so that the preview is told by the same rules as the board. */
export const previewBoard = (board: BoardState, draft: Draft): BoardState =>
  draft.component === '' ? board : { ...board, components: { ...board.components, draft: component(draft) } };
