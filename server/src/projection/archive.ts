import type { Event, UnknownEvent } from '@sitrep/shared/domain/event.ts';
import { evolveCommitment } from '@sitrep/shared/domain/evolve-commitment.ts';
import { evolveIncident } from '@sitrep/shared/domain/evolve-incident.ts';
import { evolveMaintenance } from '@sitrep/shared/domain/evolve-maintenance.ts';
import type { Commitment, Incident, Maintenance } from '@sitrep/shared/domain/state.ts';
import { evolveLevels, type LevelHistory } from './level-history.ts';

export interface ArchiveTables {
  readonly incidents: Map<string, Incident>;
  readonly commitments: Map<string, Commitment>;
  readonly maintenances: Map<string, Maintenance>;
  /** By statement. */
  readonly levels: Map<string, LevelHistory>;
}

/** Everything one scope ever told, whole: what the bounded board forgets. Maps keep the order in which things were first recorded. */
export class Archive implements ArchiveTables {
  readonly incidents = new Map<string, Incident>();
  readonly commitments = new Map<string, Commitment>();
  readonly maintenances = new Map<string, Maintenance>();
  readonly levels = new Map<string, LevelHistory>();

  tableNames(): (keyof ArchiveTables)[] {
    return ['incidents', 'commitments', 'maintenances', 'levels'];
  }

  /** The stream names the entity. */
  apply(event: Event | UnknownEvent): void {
    evolveLevels(this.levels, event);
    const colon = event.stream.indexOf(':');
    const id = event.stream.slice(colon + 1);
    switch (event.stream.slice(0, colon)) {
      case 'incident':
        keep(this.incidents, id, evolveIncident(this.incidents.get(id), event));
        return;
      case 'commitment':
        keep(this.commitments, id, evolveCommitment(this.commitments.get(id), event));
        return;
      case 'maintenance':
        keep(this.maintenances, id, evolveMaintenance(this.maintenances.get(id), event));
        return;
    }
  }
}

const keep = <T>(table: Map<string, T>, id: string, next: T | undefined): void => {
  if (next !== undefined) table.set(id, next);
};
