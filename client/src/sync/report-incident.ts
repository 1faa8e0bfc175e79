import type { Level, Scope } from '@sitrep/shared/domain/words.ts';
import { newKey, sendCommand } from './send-command.ts';

export interface Reported {
  readonly title: string;
  readonly componentIds: readonly string[];
  readonly level: Level;
  readonly scope: Scope;
  readonly exercise: boolean;
}
export type Outcome = { readonly kind: 'opened'; readonly incidentId: string; readonly pos: number } | { readonly kind: 'refused'; readonly detail: string };

/**
 * Opens an incident, within a new exercise when asked. However often it is pressed, it is one intention:
 * the same report goes out under the same keys until it is answered.
 */
export const createReporter = (): ((report: Reported) => Promise<Outcome>) => {
  let intention = { text: '', drill: '', incident: '' };
  return async (report) => {
    const text = JSON.stringify(report);
    if (intention.text !== text) intention = { text, drill: newKey(), incident: newKey() };
    let drill: string | undefined;
    if (report.exercise) {
      const started = await sendCommand({ type: 'start-drill', name: report.title }, intention.drill);
      if (started.kind === 'refused') return { kind: 'refused', detail: started.problem.detail };
      drill = idOf(started.ids.drillId);
    }
    const sent = await sendCommand(
      {
        type: 'open-incident',
        title: report.title,
        impacts: report.componentIds.map((componentId) => ({ componentId, level: report.level, what: null })),
        ...(drill === undefined ? { scope: report.scope } : { drill }),
      },
      intention.incident,
    );
    if (sent.kind === 'refused') return { kind: 'refused', detail: sent.problem.detail };
    intention = { text: '', drill: '', incident: '' };
    return { kind: 'opened', incidentId: idOf(sent.ids.incidentId) ?? '', pos: sent.pos };
  };
};

const idOf = (value: string | readonly string[] | undefined): string | undefined => (typeof value === 'string' ? value : value?.[0]);
