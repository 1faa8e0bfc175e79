/** What is dropped: nothing, then lists, history and exports, then new sockets too. The board itself is never dropped: it costs next to nothing. */
export type ShedStep = 0 | 1 | 2;

/** Readings in a row before the level changes, up or down. One reading is taken each second. */
export const READINGS_PER_STEP = 3;

/** Raises the level while overloaded and lowers it while not. It counts readings instead of reading the clock, so a clock jump cannot freeze it. */
export class Shedder {
  step: ShedStep = 0;
  /** Consecutive readings in one direction: above 0 overloaded, below 0 not. */
  streak = 0;
  trips = 0;

  observe(overloaded: boolean): void {
    const way = overloaded ? 1 : -1;
    if (this.step === (overloaded ? 2 : 0)) {
      this.streak = 0;
      return;
    }
    this.streak = Math.sign(this.streak) === -way ? way : this.streak + way;
    if (this.streak !== way * READINGS_PER_STEP) return;
    this.step = (this.step + way) as ShedStep;
    this.streak = 0;
    if (overloaded) this.trips++;
  }

  reset(): void {
    this.step = 0;
    this.streak = 0;
  }
}
