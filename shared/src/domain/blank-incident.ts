import type { Incident } from './state.ts';

/** The empty parts of a new incident. In: `openedAt` as UTC ms. */
export const blankIncident = (id: string, drill: string | null, openedAt: number) =>
  ({
    id,
    published: false,
    drill,
    openedAt,
    changedAt: openedAt,
    acknowledged: null,
    dismissed: null,
    impacts: [],
    boundsTold: [],
    guidance: [],
    causes: [],
    thirdParties: [],
    roles: {},
    rolePeople: {},
    resources: [],
    detection: null,
    links: [],
    flags: [],
    postmortem: [],
    entries: [],
    entryCount: 0,
  }) satisfies Partial<Incident>;
