/** What is given up: nothing, then lists, history and exports, then newcomers' sockets too. The board itself never is: it costs next to nothing. */
export type ShedStep = 0 | 1 | 2;

/** Readings in a row before a step is taken, up or down. One is taken each second. */
export const READINGS_PER_STEP = 3;

/** Goes up a step while overloaded and down one while not. It counts readings, never the clock: a clock that jumps cannot hold it where it is. */
export class Shedder {
  step: ShedStep = 0;
  /** Readings in a row that asked for a step: above 0 up, below 0 down. */
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
