import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPENED, opened, PUBLISHED } from '../testing/example-board.ts';
import { given, NOW, play } from '../testing/given.ts';
import { publicChain, worldOf } from '../testing/world-of.ts';
import { COMMAND, type Command } from './command.ts';
import { isRejection } from './decision.ts';
import type { Event } from './event.ts';
import { exactly, UNKNOWN_TIME } from './fact-time.ts';
import type { Reason } from './rejection.ts';

const post = (rest: object = {}): Command => ({ type: 'post-update', incidentId: 'inc-a', updateId: 'upd-a', text: 'We are looking.', ...rest });
const on = { incidentId: 'inc-a', updateId: 'upd-a' } as const;

test('[DC30] an update may carry a phase, and its resolved phase resolves', () => {
  given(PUBLISHED)
    .when(post({ phase: 'identified', scope: 'internal' }))
    .then([{ type: 'phase-changed' }, { type: 'update-posted', data: { kind: 'update' } }]);
  given(PUBLISHED)
    .when(post({ phase: 'investigating' }))
    .then([{ type: 'update-posted' }]);
  given(PUBLISHED)
    .when(post({ phase: 'resolved', scope: 'public' }))
    .then([{ type: 'incident-resolved', scope: 'public', data: { endedAt: exactly(NOW) } }, { type: 'update-posted' }]);
});
const eased = { impactId: 'imp-a', componentId: 'player', level: 'degraded_performance' } as const;
test('[DC36] levels, what is over and the phase are stated with the words, in this order, and a resolving post ends what still stands', () => {
  const further: Command = { type: 'state-impact', incidentId: 'inc-a', scope: 'public', impact: { ...eased, impactId: 'imp-b' } };
  given([...PUBLISHED, further])
    .when(
      post({
        scope: 'public',
        impacts: [eased, { componentId: 'player', level: 'unknown' }],
        ended: ['imp-b'],
        phase: 'monitoring',
        nextUpdateDue: exactly(NOW + 9),
      }),
    )
    .then([
      { type: 'impact-stated', scope: 'public', data: { impact: { ...eased, from: exactly(NOW), until: null } } },
      { type: 'impact-stated', scope: 'public', data: { impact: { impactId: 'imp-1', level: 'unknown' } } },
      { type: 'impact-ended', scope: 'public', data: { impactId: 'imp-b', until: exactly(NOW) } },
      { type: 'phase-changed', scope: 'public', data: { phase: 'monitoring' } },
      { type: 'update-posted', scope: 'public' },
      { type: 'commitment-made', scope: 'public' },
    ]);
  const over = given([...PUBLISHED, post({ updateId: 'upd-b', scope: 'public', impacts: [eased], phase: 'resolved' })]).events;
  for (const chain of [over, publicChain(over)]) {
    const incident = worldOf(chain).incident('inc-a');
    expect(incident?.impacts.every(({ until }) => until !== null)).toBe(true);
    expect(incident?.impacts.map(({ level }) => level)).toEqual(['degraded_performance', 'partial_outage']);
  }
});
test('[DC37] the words and the facts of a post have scopes of their own, and both are named before anything goes public', () => {
  given(PUBLISHED)
    .when(post({ scope: 'internal', factScope: 'public', impacts: [eased], phase: 'identified' }))
    .then([
      { type: 'impact-stated', scope: 'public' },
      { type: 'phase-changed', scope: 'public' },
      { type: 'update-posted', scope: 'internal' },
    ]);
  given(PUBLISHED)
    .when(post({ scope: 'public', factScope: 'internal', impacts: [eased], ended: [], phase: 'resolved' }))
    .then([
      { type: 'impact-stated', scope: 'internal' },
      { type: 'incident-resolved', scope: 'internal' },
      { type: 'update-posted', scope: 'public' },
    ]);
  given(PUBLISHED)
    .when(post({ factScope: 'public', phase: 'identified' }))
    .then([
      { type: 'phase-changed', scope: 'public' },
      { type: 'update-posted', scope: 'internal' },
    ]);
  given(OPENED)
    .when(post({ factScope: 'public', phase: 'identified' }))
    .thenRejected('incident_internal', 'factScope');
  given(OPENED)
    .when(post({ impacts: [eased], phase: 'identified' }))
    .then([
      { type: 'impact-stated', scope: 'internal' },
      { type: 'phase-changed', scope: 'internal' },
      { type: 'update-posted', scope: 'internal' },
    ]);
});
test('[DC31] resolving keeps the next updates of those who are told, the words those of their own readers', () => {
  const promise = (scope: 'public' | 'internal'): Command => ({
    ...{ type: 'make-commitment', commitmentId: `com-${scope}`, kind: 'next_update', text: 'Next update', due: exactly(NOW + 1), incidentId: 'inc-a', scope },
  });
  const log = given([...PUBLISHED, promise('public'), promise('internal')]);
  const kept = (rest: object) => {
    const { decision } = log.when(post(rest));
    return isRejection(decision) ? decision.reason : decision.events.filter(({ type }) => type === 'commitment-kept').map(({ scope }) => scope);
  };
  expect(kept({ scope: 'internal', factScope: 'public', phase: 'resolved' })).toEqual(['public', 'internal']);
  expect(kept({ scope: 'public', factScope: 'internal', phase: 'resolved' })).toEqual(['public', 'internal']);
  expect(kept({ scope: 'public', factScope: 'internal', phase: 'resolved', kind: 'fact' })).toEqual(['internal']);
  expect(kept({ scope: 'internal', factScope: 'public', phase: 'identified' })).toEqual(['internal']);
});
test('[DC38] a post whose author saw another phase is refused with what the incident is by now, and nothing of it is recorded', () => {
  const log = given([...PUBLISHED, { type: 'change-phase', incidentId: 'inc-a', phase: 'monitoring', scope: 'internal' }]);
  const at = worldOf(log.events).incident('inc-a')?.phases.at(-1)?.at;
  for (const rest of [{ phase: 'identified' }, { phase: 'monitoring' }, { impacts: [eased] }, {}, { phase: 'resolved', factScope: 'public' }]) {
    const stale = log.when(post({ scope: 'internal', expectedPhase: 'investigating', ...rest }));
    stale.thenRejected('conflict', 'expectedPhase');
    expect(stale.decision).toMatchObject({ reason: 'phase_moved', params: { expected: 'investigating', is: 'monitoring', since: at } });
  }
  // As responders know it, whoever is told.
  log.when(post({ scope: 'public', phase: 'identified', expectedPhase: 'monitoring' })).then([{ type: 'phase-changed' }, { type: 'update-posted' }]);
  log.when(post({ scope: 'internal', phase: 'identified', expectedPhase: 'monitoring' })).then([{ type: 'phase-changed' }, { type: 'update-posted' }]);
  log.when(post({ scope: 'public', phase: 'identified', expectedPhase: 'investigating' })).thenRejected('phase_moved', 'expectedPhase');
  given([...PUBLISHED, { type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' }])
    .when(post({ scope: 'public', phase: 'identified', expectedPhase: 'investigating' }))
    .thenRejected('phase_moved', 'expectedPhase');
});
test('[DC39] a fact of a post is refused at its place in the post, and an impact is named once', () => {
  const refused = (rest: object, reason: Reason, field: string) =>
    given(PUBLISHED)
      .when(post({ scope: 'public', ...rest }))
      .thenRejected(reason, field);
  const fine = { ...eased, impactId: 'imp-z' };
  refused({ impacts: [fine, { ...fine, impactId: 'imp-y', regions: ['mars'] }] }, 'region_unknown', 'impacts.1.regions');
  refused({ impacts: [{ ...fine, componentId: 'nothing' }] }, 'component_unknown', 'impacts.0.componentId');
  refused({ impacts: [fine, { ...eased, componentId: 'billing' }] }, 'impact_elsewhere', 'impacts.1.componentId');
  refused({ impacts: [{ ...eased, level: 'partial_outage' }] }, 'impact_unchanged', 'impacts.0');
  refused({ impacts: [{ ...fine, componentId: 'billing' }] }, 'component_internal', 'impacts.0.componentId');
  refused({ ended: ['imp-a', 'imp-z'] }, 'impact_unknown', 'ended.1');
  refused({ impacts: [eased, eased] }, 'impact_repeated', 'impacts.1.impactId');
  refused({ impacts: [eased], ended: ['imp-a'] }, 'impact_repeated', 'ended.0');
  given([...PUBLISHED, { type: 'end-impact', incidentId: 'inc-a', impactId: 'imp-a', scope: 'public' }])
    .when(post({ scope: 'public', ended: ['imp-a'] }))
    .thenRejected('impact_over', 'ended.0');
  given(PUBLISHED)
    .when(post({ scope: 'public', impacts: [{ ...eased, from: exactly(NOW + 3_600_000) }] }))
    .thenRejected('time_ahead', 'impacts.0.from');
  expect(COMMAND['post-update'].body.safeParse({ incidentId: 'inc-a', text: 'So.', ended: ['imp-a', 'imp-a'] }).success).toBe(false);
});

test('[DC31] an update keeps the promise of the next one, in its scope or from public to both, and may make another', () => {
  const promise = (scope: 'public' | 'internal'): Command => post({ updateId: `upd-${scope}`, scope, nextUpdateDue: exactly(NOW - 60_000) });
  const history = [...PUBLISHED, promise('internal')];
  given(history)
    .when(post({ scope: 'public', nextUpdateDue: exactly(NOW + 1_800_000) }))
    .then([
      { type: 'update-posted', scope: 'public' },
      { type: 'commitment-kept', scope: 'internal' },
      {
        type: 'commitment-made',
        scope: 'public',
        stream: 'commitment:com-1',
        data: { kind: 'next_update', due: exactly(NOW + 1_800_000), incidentId: 'inc-a' },
      },
    ]);
  given([...PUBLISHED, promise('public')])
    .when(post())
    .then([{ type: 'update-posted', scope: 'internal' }]);
  given(history)
    .when(post({ kind: 'fact' }))
    .then([{ type: 'update-posted', data: { kind: 'fact' } }]);
  given(history)
    .when(post({ kind: 'fact', phase: 'resolved', scope: 'internal' }))
    .then([{ type: 'incident-resolved' }, { type: 'update-posted' }, { type: 'commitment-kept' }]);
  given(PUBLISHED)
    .when(post({ nextUpdateDue: exactly(NOW) }))
    .thenRejected('invalid', 'nextUpdateDue');
  given([...history, opened({ incidentId: 'inc-b' })])
    .when({ ...post(), incidentId: 'inc-b' } as Command)
    .then([{ type: 'update-posted' }]);
});
test('[CM20] words are said when they are recorded: an update claims no earlier time, and another command gives its words none', () => {
  const early = exactly(NOW - 5 * 3_600_000);
  for (const at of [early, UNKNOWN_TIME]) {
    given(PUBLISHED)
      .when(post({ scope: 'public', at }))
      .thenRejected('update_backdated', 'at');
    given(PUBLISHED)
      .when(post({ scope: 'public', at, saidAt: early }))
      .then([{ type: 'update-posted', at, data: { kind: 'update' } }]);
    given(PUBLISHED)
      .when(post({ kind: 'fact', at }))
      .then([{ type: 'update-posted', at }]);
  }
  given(PUBLISHED)
    .when(post({ at: exactly(NOW - 5_000) }))
    .then([{ type: 'update-posted', at: exactly(NOW) }]);
  given([...PUBLISHED, post({ scope: 'internal' })])
    .when({ type: 'publish-update', ...on, at: early })
    .then([{ type: 'update-published', at: exactly(NOW) }]);
});
test('[CM20] whatever a person says with whatever time, no text was said and no next update kept before it was recorded', () => {
  const at = fc.integer({ min: 0, max: 20_000 }).map((seconds) => exactly(NOW - seconds * 1_000));
  const about = { incidentId: 'inc-a', scope: 'public' } as const;
  const back: Command = { type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' };
  const promised: Command[] = [
    ...PUBLISHED,
    { type: 'make-commitment', commitmentId: 'com-a', kind: 'next_update', text: 'Next update', due: exactly(NOW - 1), ...about },
    { ...post({ updateId: 'upd-note', scope: 'internal' }) },
  ];
  const said = fc.oneof(
    at.map((time) => post({ at: time, scope: 'public' })),
    at.map((time) => post({ at: time, scope: 'public', kind: 'fact', phase: 'resolved' })),
    at.map((time): Command => ({ type: 'change-phase', phase: 'identified', text: 'Found.', at: time, ...about })),
    at.map((time): Command => ({ type: 'resolve-incident', text: 'Over.', at: time, ...about })),
    at.map((time): Command => ({ type: 'publish-update', incidentId: 'inc-a', updateId: 'upd-note', at: time })),
    at.map((time): Command => ({ type: 'keep-commitment', commitmentId: 'com-a', at: time })),
    at.map((time): Command => ({ type: 'open-incident', title: 'Uploads fail', text: 'We look.', at: time })),
  );
  fc.assert(
    fc.property(said, (command) => {
      const { decision } = given(promised).when(command);
      const events = isRejection(decision) ? [] : decision.events;
      const words = events.filter(({ type, data }) => type === 'commitment-kept' || (type.startsWith('update-') && !('kind' in data && data.kind === 'fact')));
      expect(words.every((event) => event.at.ms === NOW)).toBe(true);
    }),
  );
  given([...promised, back])
    .when({ type: 'reopen-incident', incidentId: 'inc-a', from: exactly(NOW - 50), at: exactly(NOW - 50), text: 'Back.' })
    .then([{ type: 'incident-reopened' }, { type: 'incident-reopened' }, { type: 'impact-stated' }, { type: 'update-posted', at: exactly(NOW) }]);
});
test('[DC35] what was erased of an update already is not erased again', () => {
  const gone = play([...PUBLISHED, post(), { type: 'amend-update', ...on, text: 'We found it.', reason: 'A typo' }]).map((event) => {
    const data = event.data as { text?: string; reason?: string };
    return { ...event, data: { ...data, ...('text' in data && { text: '[removed]' }), ...('reason' in data && { reason: '[removed 2]' }) } } as Event;
  });
  given(gone)
    .when({ type: 'redact-update', ...on, reason: 'It named a person' })
    .thenRejected('nothing_to_erase', 'updateId');
});
test('[DC32] an update id is used once', () => {
  given([...PUBLISHED, post()])
    .when(post())
    .thenRejected('already_exists', 'updateId');
});
test('[DC33] an amendment is told to those who read the update, and must change it', () => {
  const amend: Command = { type: 'amend-update', ...on, text: 'We found it.' };
  given([...PUBLISHED, post({ scope: 'public' })])
    .when(amend)
    .then([{ type: 'update-amended', scope: 'public', data: { reason: null } }]);
  given([...PUBLISHED, post()])
    .when(amend)
    .then([{ type: 'update-amended', scope: 'internal' }]);
  given([...PUBLISHED, post()])
    .when({ ...amend, scope: 'public' })
    .thenRejected('not_published', 'scope');
  given([...PUBLISHED, post()])
    .when({ ...amend, text: 'We are looking.' })
    .thenRejected('nothing_to_change', 'text');
  given(PUBLISHED).when(amend).thenRejected('not_found', 'updateId');
});
test('[DC127] an update is retracted once, with a reason, for those who read it; then it is neither amended nor published', () => {
  const retract: Command = { type: 'retract-update', ...on, reason: 'It was another disk' };
  given([...PUBLISHED, post({ scope: 'public', phase: 'identified' })])
    .when(retract)
    .then([{ type: 'update-retracted', scope: 'public', data: { updateId: 'upd-a', reason: 'It was another disk' } }]);
  const [told] = given([...PUBLISHED, post({ scope: 'public' })])
    .when({ ...retract, scope: 'public' })
    .then([{ type: 'update-retracted', scope: 'public', data: { told: true } }]);
  expect(told).toBeDefined();
  given([...PUBLISHED, post()])
    .when(retract)
    .then([{ type: 'update-retracted', scope: 'internal' }]);
  given([...PUBLISHED, post()])
    .when({ ...retract, scope: 'public' })
    .thenRejected('subject_internal', 'scope');
  given(PUBLISHED).when(retract).thenRejected('update_unknown', 'updateId');
  const gone = given([...PUBLISHED, post(), retract]);
  gone.when(retract).thenRejected('update_retracted', 'updateId');
  gone.when({ type: 'amend-update', ...on, text: 'We found it.' }).thenRejected('update_retracted', 'updateId');
  gone.when({ type: 'publish-update', ...on }).thenRejected('update_retracted', 'updateId');
  gone.when({ type: 'redact-update', ...on, reason: 'It named a customer' }).then([{ type: 'text-redacted' }]);
  expect(COMMAND['retract-update'].body.safeParse({ ...on }).success).toBe(false);
});
test('[DC126] an amendment of a text that its author did not see is refused, and one that names none is not', () => {
  const amend: Command = { type: 'amend-update', ...on, text: 'We found it.', expectedText: 'We are looking.' };
  const log = [...PUBLISHED, post({ scope: 'public' })];
  given(log)
    .when(amend)
    .then([{ type: 'update-amended' }]);
  const meanwhile = given([...log, { type: 'amend-update', ...on, text: 'We look hard.' }]);
  meanwhile.when(amend).thenRejected('text_moved', 'expectedText');
  meanwhile.when({ ...amend, expectedText: 'We look hard.' }).then([{ type: 'update-amended', data: { text: 'We found it.' } }]);
  meanwhile.when({ type: 'amend-update', ...on, text: 'We found it.' }).then([{ type: 'update-amended' }]);
});
test('[DC34] a note is published once, in other words if need be, and only in a published incident', () => {
  const publish: Command = { type: 'publish-update', ...on };
  given([...PUBLISHED, post()])
    .when({ ...publish, text: 'Looking.' })
    .then([{ type: 'update-published', scope: 'public', data: { kind: 'update', text: 'Looking.' } }]);
  given([...PUBLISHED, post({ kind: 'fact' })])
    .when(publish)
    .then([{ type: 'update-published', data: { kind: 'fact', text: 'We are looking.' } }]);
  given([...PUBLISHED, post(), publish])
    .when(publish)
    .thenRejected('already_published', 'updateId');
  given([...OPENED, post()])
    .when(publish)
    .thenRejected('not_published', 'incidentId');
  given(PUBLISHED).when(publish).thenRejected('not_found', 'updateId');
});
test('[DC35] redacting leaves a mark inside that holds none of the text', () => {
  const redact: Command = { type: 'redact-update', ...on, reason: 'It named a customer' };
  given([...PUBLISHED, post({ scope: 'public' })])
    .when(redact)
    .then([{ type: 'text-redacted', scope: 'internal', data: { incidentId: 'inc-a', reason: 'It named a customer' } }]);
  given(PUBLISHED).when(redact).thenRejected('not_found', 'updateId');
});

test('[DC35] [EV62] erasing what an event says leaves a mark beside it, and is refused for an unknown event, a field without a text and a text that was erased', () => {
  const cause: Command = { type: 'state-cause', incidentId: 'inc-a', cause: { text: 'Bob slipped', class: ['deploy'], status: 'known' } };
  const told = given([...PUBLISHED, cause, { type: 'define-component', componentId: 'calm', name: 'Calm' }]);
  const [stated, defined] = told.events.slice(-2);
  const erase = (eventId: string | undefined, field?: string): Command => ({ type: 'redact-text', eventId: eventId ?? '', field, reason: 'It named a person' });
  const [event] = told.when(erase(stated?.id)).then([{ type: 'text-redacted', stream: 'incident:inc-a', scope: 'internal', data: { incidentId: 'inc-a' } }]);
  expect(JSON.stringify(event)).not.toContain('Bob');
  told.when(erase(defined?.id, 'name')).then([{ type: 'text-redacted', stream: 'component:calm', data: { incidentId: null } }]);
  told.when(erase('never')).thenRejected('event_unknown', 'eventId');
  told.when(erase(stated?.id, 'cause.status')).thenRejected('nothing_to_erase', 'field');
  const gone = { ...stated, data: { ...(stated?.data as object), cause: { text: '[removed]', class: ['deploy'], status: 'known' } } } as Event;
  given([...told.events.slice(0, -2), gone])
    .when(erase(gone.id))
    .thenRejected('nothing_to_erase', 'eventId');
});

test('[DC35] a reason that repeats what is erased is refused', () => {
  const named = 'The customer Acme lost forty of its videos.';
  const told = given([...PUBLISHED, post({ text: named }), { type: 'amend-update', ...on, text: 'Videos were lost.' }]);
  const reason = `It said: > ${named}`;
  told.when({ type: 'redact-update', ...on, reason }).thenRejected('reason_quotes', 'reason');
  const eventId = told.events.find(({ type }) => type === 'update-posted')?.id ?? '';
  told.when({ type: 'redact-text', eventId, reason }).thenRejected('reason_quotes', 'reason');
  told.when({ type: 'redact-text', eventId, reason: 'It named a customer' }).then([{ type: 'text-redacted' }]);
});
