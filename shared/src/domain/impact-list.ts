import { levelFrom } from './component-level.ts';
import type { Impact } from './event.ts';
import type { FactTime } from './fact-time.ts';
import type { Level } from './words.ts';

/** The impacts of an incident while events state them, found by id and by component without reading all of them. It changes in place. */
export class ImpactList {
  readonly #impacts: Impact[] = [];
  readonly #placeOf = new Map<string, number>();
  readonly #onComponent = new Map<string, Set<number>>();

  constructor(impacts: readonly Impact[]) {
    for (const impact of impacts) this.add(impact);
  }

  /** The place of the impact of this id, the first of several; undefined when there is none. */
  placeOf(impactId: string): number | undefined {
    return this.#placeOf.get(impactId);
  }
  at(place: number | undefined): Impact | undefined {
    return place === undefined ? undefined : this.#impacts[place];
  }
  /** Appends an impact. Out: its place. */
  add(impact: Impact): number {
    const place = this.#impacts.push(impact) - 1;
    if (!this.#placeOf.has(impact.impactId)) this.#placeOf.set(impact.impactId, place);
    this.#on(impact).add(place);
    return place;
  }
  /** Puts an impact of the same id in the place of another. */
  replace(place: number, impact: Impact): void {
    const before = this.#impacts[place];
    if (before === undefined) return;
    this.#on(before).delete(place);
    this.#impacts[place] = impact;
    this.#on(impact).add(place);
  }
  /** The level of a component from a time on; see `component-level.ts`. */
  levelFrom(componentId: string, time: FactTime): Level {
    const places = this.#onComponent.get(componentId) ?? [];
    return levelFrom(
      [...places].flatMap((place) => this.#impacts[place] ?? []),
      componentId,
      time,
    );
  }
  /** The impacts as they are now. The next event about them goes on with this list, instead of reading them all once more. */
  taken(): readonly Impact[] {
    const impacts = this.#impacts.slice();
    listOf.set(impacts, this);
    return impacts;
  }

  #on({ componentId }: Impact): Set<number> {
    const known = this.#onComponent.get(componentId);
    if (known !== undefined) return known;
    const places = new Set<number>();
    this.#onComponent.set(componentId, places);
    return places;
  }
}

const listOf = new WeakMap<readonly Impact[], ImpactList>();

/** The list of these impacts, to be changed. What a list became is not what these impacts are, so it is given out once and made anew after that. */
export const impactList = (impacts: readonly Impact[]): ImpactList => {
  const known = listOf.get(impacts);
  listOf.delete(impacts);
  return known ?? new ImpactList(impacts);
};
