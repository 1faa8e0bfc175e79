import { lateAfter } from '@sitrep/shared/domain/fact-span.ts';
import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { dueWords } from '@sitrep/shared/words/format.ts';
import { useNow } from '../../../sync/use-now.ts';
import { Duration } from '../../../ui/duration.tsx';
import wallKit from '../wall-kit.module.css';

const TO_THE_SECOND: ReadonlySet<FactTime['precision']> = new Set(['exact', 'minute', 'approximate', 'hour']);
const DAY_MS = 86_400_000;

/** Time until a promised moment, or since: `in 17 m 19 s`, `1 m 41 s late`. Lateness is shown by weight, underline and a word, not by colour alone. */
export const DueIn = ({ due, coarse = false }: { due: FactTime; coarse?: boolean }) => {
  const now = useNow();
  const end = lateAfter(due);
  if (end === null) return null;
  const away = Math.abs(end - now);
  if (!TO_THE_SECOND.has(due.precision) || away > 99 * DAY_MS)
    return <span className={now > end ? wallKit.late : undefined}>{dueWords(due, now, { seconds: false })}</span>;
  const length = <Duration ms={away} coarse={coarse} />;
  return now > end ? <span className={wallKit.late}>{length} late</span> : <span>in {length}</span>;
};
