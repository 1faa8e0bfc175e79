import { clock } from '@sitrep/shared/words/format.ts';
import type { Problem } from '../sync/api.ts';
import type { SendState } from '../sync/use-command.ts';
import { RefusalBox } from '../ui/command-form/refusal.tsx';
import kit from '../ui/kit.module.css';
import { useZones } from '../ui-state.ts';
import styles from './faster.module.css';

interface FasterOne {
  readonly by: string;
  /** What a second try expects: their id, where they have an account. */
  readonly holder: string;
  /** UTC ms; null when it is not known. */
  readonly since: number | null;
}
/** Who had it a moment before, as the refusal says. */
export const fasterOne = (state: SendState): FasterOne | null => {
  const { reason, params = {} }: Partial<Problem> = typeof state === 'object' ? state.refused : {};
  if (reason !== 'holder_moved' || typeof params.by !== 'string') return null;
  const since = params.since as { ms?: unknown } | undefined;
  return { by: params.by, holder: typeof params.person === 'string' ? params.person : params.by, since: typeof since?.ms === 'number' ? since.ms : null };
};

/** Says who took it, and offers to leave it first, and then to take it over. */
export const Faster = ({
  by,
  since,
  cannot,
  onLeave,
  onTakeOver,
}: Pick<FasterOne, 'by' | 'since'> & { cannot: string | null; onLeave: () => void; onTakeOver: () => void }) => {
  const { leading } = useZones();
  return (
    <RefusalBox>
      <p>
        <b>
          {by} took it{since === null ? ' before you' : ` at ${clock(since, leading, { seconds: true })}, before you`}.
        </b>{' '}
        Nothing was recorded.
      </p>
      <div className={styles.ways}>
        <button type="button" className={kit.primaryButton} onClick={onLeave}>
          Leave it to {by}
        </button>
        <button type="button" aria-disabled={cannot !== null} onClick={() => cannot === null && onTakeOver()}>
          Take it over
        </button>
      </div>
      {cannot === null ? null : <p>{cannot}</p>}
    </RefusalBox>
  );
};
