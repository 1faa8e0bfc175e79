import { Gauge } from 'prom-client';

/** A metric that is computed when it is read. */
export const gauge = (name: string, help: string, read: () => number | Promise<number>): Gauge =>
  new Gauge({
    name,
    help,
    registers: [],
    async collect() {
      this.set(await read());
    },
  });

/** Several values of one name, distinguished by `label`. */
export const labelled = (
  name: string,
  help: string,
  label: string,
  read: () => Readonly<Record<string, number>> | Promise<Readonly<Record<string, number>>>,
): Gauge =>
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers: [],
    async collect() {
      for (const [key, value] of Object.entries(await read())) this.set({ [label]: key }, value);
    },
  });
