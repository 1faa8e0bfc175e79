import { CauseClass } from '@sitrep/shared/domain/words.ts';

/** What History was asked, as its address holds it. `from`, `to`: UTC days, `2020-10-06`. */
export interface HistorySearch {
  component?: string;
  cause?: CauseClass;
  year?: string;
  text?: string;
  from?: string;
  to?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const word = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : typeof value === 'number' ? String(value) : undefined;

/** Reads an address; what makes no sense is left out, so that an old link still opens. */
export const readHistorySearch = (raw: Readonly<Record<string, unknown>>): HistorySearch => {
  const cause = CauseClass.options.find((option) => option === raw.cause);
  const year = word(raw.year);
  const [component, text, from, to] = [word(raw.component), word(raw.text), word(raw.from), word(raw.to)];
  return {
    ...(component === undefined ? {} : { component }),
    ...(cause === undefined ? {} : { cause }),
    ...(year !== undefined && /^(\d{4}|undated)$/.test(year) ? { year } : {}),
    ...(text === undefined ? {} : { text: text.slice(0, 200) }),
    ...(from !== undefined && to !== undefined && DAY.test(from) && DAY.test(to) && from < to ? { from, to } : {}),
  };
};

export const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
export const dayMs = (text: string): number => Date.parse(`${text}T00:00:00Z`);
