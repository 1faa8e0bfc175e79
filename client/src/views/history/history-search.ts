import { CauseClass } from '@sitrep/shared/domain/words.ts';

/** The filters of History, as kept in its address. `from`, `to`: days of the leading zone, `2020-10-06`. */
export interface HistorySearch {
  component?: string | undefined;
  cause?: CauseClass | undefined;
  year?: string | undefined;
  text?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const word = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : typeof value === 'number' ? String(value) : undefined;

/** Reads an address. Invalid values become undefined, so that an old link still opens. Every key is present, because the router merges the result into the raw address. */
export const readHistorySearch = (raw: Readonly<Record<string, unknown>>): HistorySearch => {
  const cause = CauseClass.options.find((option) => option === raw.cause);
  const year = word(raw.year);
  const [component, text, from, to] = [word(raw.component), word(raw.text), word(raw.from), word(raw.to)];
  const window = from !== undefined && to !== undefined && DAY.test(from) && DAY.test(to) && from < to;
  return {
    component,
    cause,
    year: year !== undefined && /^(\d{4}|undated)$/.test(year) ? year : undefined,
    text: text?.slice(0, 200),
    from: window ? from : undefined,
    to: window ? to : undefined,
  };
};
