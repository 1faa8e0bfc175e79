import type { Event, UnknownEvent } from '@sitrep/shared/domain/event.ts';
import { isUnknown } from '@sitrep/shared/domain/event.ts';
import { evolveCommitment } from '@sitrep/shared/domain/evolve-commitment.ts';
import { evolveComponent } from '@sitrep/shared/domain/evolve-component.ts';
import { evolveIncident } from '@sitrep/shared/domain/evolve-incident.ts';
import { evolveMaintenance } from '@sitrep/shared/domain/evolve-maintenance.ts';
import type { Commitment, Component, Incident, Maintenance } from '@sitrep/shared/domain/state.ts';
import { evolveLevels, type LevelHistory } from './level-history.ts';

/** `retiredAt`: UTC ms; null while it is on the board. */
export type ArchivedComponent = Component & { readonly retiredAt: number | null };

export interface ArchiveTables {
  readonly incidents: Map<string, Incident>;
  readonly commitments: Map<string, Commitment>;
  readonly maintenances: Map<string, Maintenance>;
  /** Every component ever defined, retired ones included, as last defined. */
  readonly components: Map<string, ArchivedComponent>;
  /** By statement id. */
  readonly levels: Map<string, LevelHistory>;
}

/** Everything ever recorded in one scope, complete, including what the bounded board drops. Maps keep the order of first recording. */
export class Archive implements ArchiveTables {
  readonly incidents: Map<string, Incident>;
  readonly commitments: Map<string, Commitment>;
  readonly maintenances: Map<string, Maintenance>;
  readonly components: Map<string, ArchivedComponent>;
  readonly levels: Map<string, LevelHistory>;

  constructor(from?: ArchiveTables) {
    this.incidents = new Map(from?.incidents);
    this.commitments = new Map(from?.commitments);
    this.maintenances = new Map(from?.maintenances);
    this.components = new Map(from?.components);
    this.levels = new Map(from?.levels);
  }

  copy(): Archive {
    return new Archive(this);
  }

  tableNames(): (keyof ArchiveTables)[] {
    return ['incidents', 'commitments', 'maintenances', 'components', 'levels'];
  }

  /** The stream names the entity. `next`: as in `evolveIncident`. */
  apply(event: Event | UnknownEvent, next?: Event | UnknownEvent): void {
    evolveLevels(this.levels, event);
    const colon = event.stream.indexOf(':');
    const id = event.stream.slice(colon + 1);
    switch (event.stream.slice(0, colon)) {
      case 'incident':
        keep(this.incidents, id, evolveIncident(this.incidents.get(id), event, next));
        return;
      case 'commitment':
        keep(this.commitments, id, evolveCommitment(this.commitments.get(id), event));
        return;
      case 'component':
        keep(this.components, id, evolveArchived(this.components.get(id), event));
        return;
      case 'maintenance':
        keep(this.maintenances, id, evolveMaintenance(this.maintenances.get(id), event));
        return;
    }
  }
}

const evolveArchived = (known: ArchivedComponent | undefined, event: Event | UnknownEvent): ArchivedComponent | undefined => {
  if (isUnknown(event)) return known;
  if (event.type === 'component-defined') {
    const revived = known !== undefined && known.retiredAt !== null ? undefined : known;
    return { ...evolveComponent(revived, event), retiredAt: null };
  }
  return event.type === 'component-retired' && known !== undefined ? { ...known, retiredAt: event.at.ms ?? event.recordedAt } : known;
};

const keep = <T>(table: Map<string, T>, id: string, next: T | undefined): void => {
  if (next !== undefined) table.set(id, next);
};
