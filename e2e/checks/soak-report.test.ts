import { expect, test } from 'vitest';
import { Findings, summaryOf } from '../load/soak/report.ts';

test('a soak too short for a slope says so and prints no figure that is none', () => {
  const findings = new Findings();
  expect(summaryOf(findings.report({ days: 0, events: 0 }))).not.toMatch(/NaN|Infinity/);
  const use = { calm: true, objectsKb: 900, heapKb: 2_000, nodes: 300, listeners: 40 };
  findings.sample({ day: 0, ...use });
  const one = summaryOf(findings.report({ days: 0.08, events: 15 }));
  expect(one).not.toMatch(/NaN|Infinity/);
  expect(one).toContain('too few samples for a slope (900 at first, 900 at last)');
  findings.sample({ day: 0.5, ...use, objectsKb: 905 });
  expect(summaryOf(findings.report({ days: 0.5, events: 15 }))).toContain('+10.0 kB a day (900 at first, 905 at last)');
});
