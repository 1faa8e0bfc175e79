import { expect, test } from 'vitest';
import { exactly } from '../domain/fact-time.ts';
import type { ParamsOf, Reason, Rejection } from '../domain/rejection.ts';
import { REASONS, reject } from '../domain/rejection.ts';
import { refusalSentence } from './refusal.ts';

const FROM = exactly(Date.UTC(2026, 5, 3));
const incidentId = 'inc-7';
const PARAMS: { [R in Reason]: ParamsOf<R> } = {
  incident_unknown: { incidentId },
  component_unknown: { componentId: 'live-1' },
  occurrence_unknown: { occurrence: 3, occurrences: 2 },
  occurrence_open: { scope: 'internal' },
  occurrence_internal: { occurrence: 2 },
  times_cross: { occurrence: 1, scope: 'internal' },
  times_reversed: { scope: 'internal' },
  times_lose_impact: { impactId: 'imp-a', componentId: 'player', scope: 'internal' },
  times_unchanged: {},
  region_unknown: { regionId: 'eu-1' },
  group_unknown: { groupId: 'video-1' },
  statement_unknown: { statementId: 'chk-1' },
  mute_unknown: { muteId: 'mut-1' },
  impact_unknown: { incidentId, impactId: 'imp-1' },
  held_back: { updateId: 'upd-1' },
  held_waits: { updateId: 'upd-1' },
  post_undone: { updateId: 'upd-1' },
  held_unknown: { incidentId, updateId: 'upd-1' },
  update_unknown: { incidentId, updateId: 'upd-1' },
  commitment_unknown: { commitmentId: 'com-1' },
  handover_unknown: { handoverId: 'hov-1' },
  handover_open: { handoverId: 'hov-1' },
  handover_own: { by: 'Ana' },
  handover_stands: { handoverId: 'hov-1' },
  suspicion_unknown: { suspicionId: 'sus-1' },
  suspicion_taken: { by: 'Ana' },
  suspicion_stands: { suspicionId: 'sus-1' },
  maintenance_unknown: { maintenanceId: 'mnt-1' },
  drill_unknown: { drillId: 'drl-1' },
  event_unknown: { eventId: 'evt-1' },
  incident_exists: { incidentId },
  update_exists: { updateId: 'upd-1' },
  impact_repeated: { impactId: 'imp-1' },
  commitment_exists: { commitmentId: 'com-1' },
  maintenance_exists: { maintenanceId: 'mnt-1' },
  mute_exists: { muteId: 'mut-1' },
  drill_running: { drillId: 'drl-1', name: 'Friday' },
  right_missing: { needed: ['write-internal', 'write-public'] },
  statement_by_person: { statementId: 'chk-1' },
  drill_link: {},
  drill_promise: { commitmentId: 'com-1' },
  time_ahead: { ms: 2, now: 1 },
  said_by_importers: {},
  update_backdated: {},
  time_too_far: { ms: 2, now: 1 },
  plan_too_old: { ms: 1, now: 2 },
  statement_elsewhere: { statementId: 'chk-1', componentId: 'live-1', asked: 'web-1' },
  stale_from_start: { freshUntil: 1 },
  fresh_too_long: { maxDays: 31 },
  mute_over: { until: 1 },
  mute_too_long: { maxMs: 14_400_000 },
  impact_elsewhere: { impactId: 'imp-1', componentId: 'live-1', asked: 'web-1' },
  unaffected_not_operational: {},
  impact_operational: {},
  reason_quotes: {},
  regions_needed: { impactId: 'imp-1' },
  statement_of_person: { statementId: 'chk-1' },
  impact_ends_early: { from: FROM, scope: 'internal' },
  incident_ends_early: { incidentId, from: FROM },
  reopened_early: { incidentId, endedAt: FROM },
  next_update_early: {},
  cause_without_words: {},
  link_to_itself: { incidentId },
  dropped_cannot_fail: { commitmentId: 'com-1' },
  drill_mismatch: {},
  drill_speed: { least: 0.001, most: 100_000 },
  maintenance_ends_early: {},
  maintenance_too_long: { maxDays: 366 },
  component_in_incident: { componentId: 'live-1', incidentId, scope: 'public' },
  component_in_work: { componentId: 'live-1', maintenanceId: 'mnt-1' },
  incident_opens_resolved: {},
  incident_resolved: { incidentId },
  incident_already_resolved: { incidentId },
  incident_dismissed: { incidentId },
  incident_already_dismissed: { incidentId },
  incident_not_resolved: { incidentId, phase: 'monitoring' },
  commitment_settled: { commitmentId: 'com-1', outcome: 'failed' },
  commitment_cannot_fail: { commitmentId: 'com-1', outcome: 'dropped' },
  maintenance_not_late: { maintenanceId: 'm' },
  author_may_not: { updateId: 'upd-1' },
  work_moved: { maintenanceId: 'mnt-1', from: exactly(1), until: exactly(2) },
  maintenance_over: { maintenanceId: 'mnt-1', phase: 'cancelled' },
  maintenance_phase_order: { maintenanceId: 'mnt-1', phase: 'scheduled', next: ['in_progress', 'cancelled'] },
  update_retracted: { updateId: 'upd-1' },
  drill_not_running: { drillId: 'drl-1' },
  scope_needed: { incidentId, inside: false },
  incident_internal: { incidentId },
  component_internal: { componentId: 'live-1' },
  commitment_internal: { commitmentId: 'com-1' },
  drill_internal: { drillId: 'drl-1' },
  statement_untold: { statementId: 'chk-1' },
  subject_internal: { subject: 'commitment' },
  verdict_moved: {},
  facts_held: { updateId: 'upd-1', by: 'Ana', until: 1 },
  text_moved: { updateId: 'upd-1' },
  template_unknown: { templateId: 'tpl-1' },
  template_unchanged: { templateId: 'tpl-1' },
  template_wordless: {},
  template_too_long: { most: 4_000 },
  templates_full: { most: 50 },
  update_untold: { updateId: 'upd-1' },
  error_too_late: { from: 1, maxMs: 1_800_000 },
  error_of_more: { what: 'resolving', incidentId },
  error_unclear: { impactId: 'imp-1', componentId: 'live-1' },
  others_agree: { componentId: 'live-1', by: 'Playback check' },
  holder_moved: { by: 'Bo', since: FROM },
  phase_moved: { expected: 'investigating', is: 'monitoring', since: FROM },
  verdict_differs: {},
  component_already_public: { componentId: 'live-1' },
  incident_already_public: { incidentId },
  impact_untold: { incidentId, impactId: 'imp-1' },
  update_already_public: { updateId: 'upd-1' },
  board_unchanged: {},
  person_unchanged: { personId: 'per-1' },
  region_unchanged: { regionId: 'eu-1', name: 'Europe' },
  group_unchanged: { groupId: 'video-1' },
  component_unchanged: { componentId: 'live-1' },
  statement_unchanged: { statementId: 'chk-1' },
  statement_not_expiring: { statementId: 'chk-1' },
  statement_already_told: { statementId: 'chk-1' },
  verdict_unchanged: {},
  override_unknown: { scope: 'public' },
  title_unchanged: {},
  already_acknowledged: { by: 'Ana' },
  phase_unchanged: { phase: 'identified' },
  impact_unchanged: {},
  impact_over: { impactId: 'imp-1' },
  text_unchanged: {},
  nothing_to_erase: { fields: ['cause.text', 'cause.chain.0'] },
  role_unassigned: { role: 'scribe' },
  role_unchanged: { role: 'scribe', person: 'Ana' },
  resource_unknown: { incidentId, resourceId: 'res-1' },
  resource_unchanged: {},
  commitment_unchanged: { commitmentId: 'com-1' },
  commitment_not_due: { commitmentId: 'com-1' },
  maintenance_phase_unchanged: { maintenanceId: 'mnt-1', phase: 'in_progress' },
};
/** The same where only what customers know stands against it, for a command with scope public and for one without a scope. */
const AS_CUSTOMERS_KNOW: Rejection[] = [{}, { inside: true } as const, { inside: true, scopeField: 'factScope' } as const].flatMap((asked) => {
  const as = { scope: 'public' as const, ...asked };
  return [
    reject('regions_needed', { impactId: 'imp-1', ...as }),
    reject('component_internal', { componentId: 'live-1', ...as }),
    reject('occurrence_internal', { occurrence: 2, ...as }),
    reject('occurrence_open', as),
    reject('times_cross', { occurrence: 1, ...as }),
    reject('times_reversed', as),
    reject('times_lose_impact', { impactId: 'imp-a', componentId: 'player', ...as }),
    reject('impact_ends_early', { from: FROM, ...as }),
  ];
});
/** The same of a fact of a post that customers know already, or know nothing of, beside one that they must be told. */
const BESIDES: Rejection[] = [
  reject('impact_unknown', { incidentId, impactId: 'imp-1', inside: true, scopeField: 'factScope' }),
  reject('impact_over', { impactId: 'imp-1', inside: true, scopeField: 'factScope' }),
  reject('impact_unchanged', { inside: true, scopeField: 'factScope' }),
];
const all = [...(Object.keys(REASONS) as Reason[]).map((reason) => reject(reason, PARAMS[reason], 'field')), ...AS_CUSTOMERS_KNOW, ...BESIDES];

test('[RJ2] a refusal is plain data with a class, a reason, its params and the field', () => {
  expect(reject('incident_resolved', { incidentId }, 'phase')).toEqual({
    rejected: 'wrong_phase',
    reason: 'incident_resolved',
    params: { incidentId },
    field: 'phase',
  });
  for (const refusal of all) expect(JSON.parse(JSON.stringify(refusal))).toEqual(refusal);
});

test.each(all.map((refusal) => [refusal.reason, refusal] as const))('[RJ3] %s says what is wrong, then what to do', (_, refusal: Rejection) => {
  const sentence = refusalSentence(refusal);
  expect(sentence).toMatch(/^\S.*\. [A-Z].*\.$/);
  expect(sentence).not.toMatch(/undefined|\[object|_| {2}/);
  expect(sentence.length).toBeLessThan(260);
});

test('[RJ3] [DC37] what a post is offered names the field of its facts, not that of its words', () => {
  const asked = { inside: true, scopeField: 'factScope' } as const;
  expect(refusalSentence(reject('scope_needed', { incidentId, ...asked }))).toContain('Give factScope public to tell them as well, or factScope internal');
  expect(refusalSentence(reject('regions_needed', { impactId: 'imp-1', ...asked }))).toContain('Give factScope public and name its regions');
});

test('[RJ3] a sentence speaks in the words of the board', () => {
  expect(refusalSentence(reject('maintenance_phase_order', PARAMS.maintenance_phase_order))).toBe(
    'The work is scheduled. From here it can go to: in progress, cancelled.',
  );
  expect(refusalSentence(reject('mute_too_long', { maxMs: 7_200_000 }))).toBe('A mute lasts at most 2 hours. Choose an earlier end.');
  expect(refusalSentence(reject('subject_internal', { subject: 'commitment' }))).toBe('Customers do not know of this promise. Leave scope out.');
  expect(refusalSentence(reject('right_missing', { needed: [] }))).not.toContain('token');
});

test('[DC100] a scope is asked for with the forms that would be accepted, no others', () => {
  const asked = (inside: boolean) => refusalSentence(reject('scope_needed', { incidentId, inside }));
  expect(asked(true)).toMatch(/ Give scope public to tell them as well, or scope internal /);
  expect(asked(false)).toMatch(/ Give scope public to tell them\.$/);
});

test('[DC100] a refusal of what customers know speaks of them, and offers scope internal to whom named no scope', () => {
  for (const refusal of [...AS_CUSTOMERS_KNOW, ...BESIDES]) {
    const sentence = refusalSentence(refusal);
    expect(sentence).toMatch(/[Cc]ustomers/);
    if ('scopeField' in refusal.params) expect(sentence).toMatch(/, or give factScope internal to keep it inside for now\.$/);
    else if ('inside' in refusal.params) expect(sentence).toMatch(/, or give scope internal to keep it inside for now\.$/);
    else expect(sentence).not.toMatch(/give (scope|factScope) internal/);
  }
});

test('[RJ3] a sentence names whom and what it is about', () => {
  expect(refusalSentence(reject('statement_elsewhere', PARAMS.statement_elsewhere))).toBe('The statement chk-1 is about live-1. Use another id for web-1.');
  expect(refusalSentence(reject('role_unchanged', { role: 'scribe', person: 'Ana' }))).toBe('Ana is scribe already. Name somebody else.');
  expect(refusalSentence(reject('role_unassigned', { role: 'operations' }))).toBe('Nobody is in charge of operations. Name a person.');
});
