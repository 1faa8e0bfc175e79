import type { Command, NewImpact } from '@sitrep/shared/domain/command.ts';
import type { Audience, Cause } from '@sitrep/shared/domain/event.ts';
import { type FactTime, isLater, UNKNOWN_TIME } from '@sitrep/shared/domain/fact-time.ts';
import type { SampleAudience, SampleCommitment, SampleFile, SampleImpact, SampleIncident, SampleMoment } from './sample-file.ts';
import { factTime, type SampleTime } from './sample-time.ts';

/** One command of the sample with its idempotency key. `about`: where to look when it is refused. */
export interface SampleCommand {
  key: string;
  about: string;
  command: Command;
}

const BOARD_NAME = 'Sample board';
const NOTICE = 'Sample data: real incidents of four services, told in our own words. `npm start -- --own` begins a board of your own.';

/**
 * In: the sample files. Out: all commands in an order that can be carried out: the board, then every incident, oldest first, and last the
 * notice, which marks the board as completely loaded.
 */
export const sampleCommands = (files: readonly SampleFile[]): SampleCommand[] => [
  ...keyed('board', 'the sample board', [nameBoard(null), ...files.toSorted(byPosition).flatMap(shapeCommands)]),
  ...chronological(files).flatMap((incident) => keyed(incident.id, `incident ${incident.id}`, incidentCommands(incident))),
  ...keyed('notice', 'the notice', [nameBoard(NOTICE)]),
];

const byPosition = (a: SampleFile, b: SampleFile): number => a.group.position - b.group.position;
const keyed = (id: string, about: string, commands: readonly Command[]): SampleCommand[] =>
  commands.map((command, n) => ({ key: `sample:${id}:${n}`, about: `${about}, step ${n} (${command.type})`, command }));

const nameBoard = (notice: string | null): Command => ({ type: 'name-board', name: BOARD_NAME, notice });

/** A service exists from the start of its first incident; the sample knows nothing earlier. Empty when no incident has a date. */
const knownSince = (incidents: readonly SampleIncident[]): { at?: FactTime } => {
  const dated = incidents.map(({ started }) => factTime(started)).filter(({ ms }) => ms !== null);
  const [first] = dated.sort((a, b) => Number(isLater(a, b)) - Number(isLater(b, a)));
  return first === undefined ? {} : { at: first };
};

const shapeCommands = ({ group, regions, components, incidents }: SampleFile): Command[] => [
  { type: 'define-group', groupId: group.id, name: group.name, position: group.position },
  ...(regions ?? []).map(({ id, name }): Command => ({ type: 'define-region', regionId: id, name })),
  ...components.map(
    ({ id, name, description, provider, target, regions: where }, position): Command => ({
      type: 'define-component',
      componentId: id,
      name,
      description: description ?? null,
      groupId: group.id,
      position,
      evidence: 'reported',
      provider: provider === undefined ? null : { name: provider.name, statusPage: provider.status_page ?? null },
      target: target ?? null,
      regions: where ?? [],
      scope: 'public',
      ...knownSince(incidents),
    }),
  ),
];

/**
 * All incidents, oldest first by the best known time. An undated incident follows its predecessor in the same file.
 * In: files in either order. Out: the same incidents.
 */
export const chronological = (files: readonly SampleFile[]): SampleIncident[] => {
  const placed = files.flatMap((file) => {
    let last = Number.NEGATIVE_INFINITY;
    return oldestFirst(file).map((incident) => {
      last = Math.max(last, factTime(incident.started).ms ?? last);
      return { incident, key: last };
    });
  });
  return placed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1)).map(({ incident }) => incident);
};
const oldestFirst = ({ order, incidents }: SampleFile): SampleIncident[] => (order === 'newest_first' ? incidents.toReversed() : incidents);

/** One moment of an incident's log: when it was said, and its commands. */
export interface LogMoment {
  at: FactTime;
  commands: Command[];
}

/** In: one incident. Out: its commands in the order of its log, all with the times of the source. */
export const incidentCommands = (sample: SampleIncident): Command[] => incidentMoments(sample).flatMap(({ commands }) => commands);

/** In: one incident. Out: its commands moment by moment: opening, log, then what was written afterwards. */
export const incidentMoments = (sample: SampleIncident): LogMoment[] => {
  const { log, commitments = [], postmortem = [] } = sample;
  const said = time(sample.said);
  const written = postmortem.map(({ key, heading, text }): Command => {
    const section = { key, heading, text: text.trim() };
    return { type: 'write-postmortem', incidentId: sample.id, scope: 'public', at: said, saidAt: said, section };
  });
  return [
    { at: factTime(sample.started), commands: openingCommands(sample) },
    ...log.map((moment, n) => ({ at: time(moment.at), commands: momentCommands(sample, moment, n) })),
    { at: said, commands: [...commitments.flatMap((commitment) => commitmentCommands(sample.id, commitment, said)), ...written] },
  ];
};

const openingCommands = (sample: SampleIncident): Command[] => {
  const { id } = sample;
  const said = time(sample.said);
  const startedAt = factTime(sample.started);
  const base = { incidentId: id, scope: 'public' as const, at: startedAt, saidAt: said };
  return [
    {
      ...base,
      type: 'open-incident',
      // Nobody can have acknowledged it before it was noticed.
      at: time(sample.detection?.at ?? sample.started),
      title: sample.title,
      phase: sample.log[0]?.phase ?? 'investigating',
      startedAt,
      impacts: sample.impacts.map((impact) => newImpact(id, impact, startedAt)),
    },
    ...(sample.third_parties ?? []).map(({ name, role, status_page }): Command => {
      const thirdParty = { name, role: role ?? null, statusPage: status_page ?? null, link: null };
      return { ...base, type: 'name-third-party', thirdParty };
    }),
    ...(sample.links ?? []).map(({ kind, incident, commitment, words, inferred }): Command => {
      const link = { kind, incidentId: incident, commitmentId: commitment ?? null, words, inferred: inferred ?? false };
      return { ...base, type: 'link-incident', link };
    }),
    ...(sample.flags ?? []).map(({ code, words, readings }): Command => {
      const read = readings?.map((reading) => ({ words: reading.words, at: factTime(reading.at) }));
      return { ...base, type: 'flag-incident', flag: { code, words: words.trim(), ...(read ? { readings: read } : {}) } };
    }),
  ];
};

const time = (written: SampleTime | undefined): FactTime => (written === undefined ? UNKNOWN_TIME : factTime(written));

const momentCommands = (sample: SampleIncident, moment: SampleMoment, n: number): Command[] => {
  const { id } = sample;
  const at = time(moment.at);
  const base = { incidentId: id, scope: 'public' as const, at, saidAt: time(moment.said ?? sample.said) };
  const opened = n === 0 ? (moment.phase ?? 'investigating') : null;
  const commands: Command[] = [];

  if (moment.reopened !== undefined) {
    commands.push({ ...base, type: 'reopen-incident', from: factTime(moment.reopened), impacts: [], ...(moment.phase ? { phase: moment.phase } : {}) });
  }
  if (moment.acknowledged !== undefined) commands.push({ type: 'acknowledge-incident', incidentId: id, by: moment.acknowledged, at, saidAt: base.saidAt });
  if (moment.title !== undefined) commands.push({ ...base, type: 'retitle-incident', title: moment.title });
  for (const impact of moment.impacts ?? []) commands.push({ ...base, type: 'state-impact', impact: newImpact(id, impact, at) });
  for (const [impact, until] of Object.entries(moment.ends ?? {})) {
    commands.push({ ...base, type: 'end-impact', impactId: impactId(id, impact), until: factTime(until) });
  }
  if (moment.cause !== undefined) commands.push({ ...base, type: 'state-cause', cause: cause(moment.cause) });
  for (const { kind, text } of moment.guidance ?? []) commands.push({ ...base, type: 'give-guidance', guidance: { kind, text: text.trim() } });
  if (moment.phase !== undefined && moment.reopened === undefined && moment.phase !== opened) {
    commands.push({ ...base, type: 'change-phase', phase: moment.phase });
  }
  // Detection is stated at the moment it happened, so that a replay shows it then.
  if (sample.detection !== undefined && (moment.at === undefined ? n === 0 : at.ms === factTime(sample.detection.at).ms)) {
    commands.push({ ...base, type: 'state-detection', detection: { by: sample.detection.by, at: factTime(sample.detection.at) } });
  }
  if (moment.resolved !== undefined) {
    commands.push({ ...base, type: 'resolve-incident', endedAt: factTime(moment.resolved) });
  }
  const texts = [
    ['update', 'public', moment.text],
    ['fact', 'public', moment.fact],
    ['update', 'internal', moment.note],
  ] as const;
  for (const [kind, scope, text] of texts) {
    if (text !== undefined)
      commands.push({ ...base, type: 'post-update', updateId: `${id}-${n}-${scope === 'internal' ? 'note' : kind}`, scope, kind, text: text.trim() });
  }
  return commands;
};

const impactId = (incident: string, impact: string): string => `${incident}-${impact}`;

const newImpact = (incident: string, impact: SampleImpact, from: FactTime): NewImpact => ({
  impactId: impactId(incident, impact.id),
  componentId: impact.component,
  regions: impact.regions ?? [],
  audience: audience(impact.audience),
  level: impact.level ?? 'operational',
  notAffected: impact.not_affected ?? false,
  mode: impact.mode ?? null,
  what: impact.what ?? null,
  ...(impact.by_repair ? { byRepair: true } : {}),
  from: impact.from === undefined ? from : factTime(impact.from),
  until: impact.until === undefined ? null : factTime(impact.until),
});

const audience = (written: SampleAudience | undefined): Audience | null => {
  if (written === undefined) return null;
  if (typeof written === 'string') return { kind: written };
  if ('everyone' in written) return { kind: 'everyone', words: written.everyone };
  if ('who' in written) return { kind: 'predicate', words: written.who };
  if ('some' in written) return { kind: 'some', of: written.some, ...(written.words ? { words: written.words } : {}) };
  if ('count' in written) return { kind: 'count', count: written.count, of: written.of };
  return {
    kind: 'share',
    share: written.share,
    of: written.of,
    ...(written.estimate ? { estimate: true } : {}),
    ...(written.words ? { words: written.words } : {}),
  };
};

const cause = (written: NonNullable<SampleMoment['cause']>): Cause => ({
  text: written.text ?? null,
  class: written.class,
  status: written.status,
  ...(written.chain ? { chain: written.chain } : {}),
});

const commitmentCommands = (incidentId: string, commitment: SampleCommitment, said: FactTime): Command[] => {
  const made = commitment.made === undefined ? said : factTime(commitment.made);
  const { id: commitmentId, kind, text, due, already_planned, kept } = commitment;
  return [
    {
      type: 'make-commitment',
      commitmentId,
      kind,
      text,
      due: due === undefined ? null : factTime(due),
      incidentId,
      alreadyPlanned: already_planned ?? false,
      scope: commitment.scope ?? 'public',
      at: made,
      saidAt: said,
    },
    ...(kept === undefined
      ? []
      : [{ type: 'keep-commitment', commitmentId, words: kept.words ?? null, scope: commitment.scope ?? 'public', at: time(kept.at), saidAt: said } as const]),
  ];
};
