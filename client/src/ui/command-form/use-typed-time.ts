import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { useState } from 'react';
import { useZones } from '../../ui-state.ts';
import { useBeat } from '../now-context.ts';
import { type KeptTime, readKept, type TypedTime } from './typed-time.ts';

export interface TypedTimeField {
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** What it reads as; null while it is left as it was, where that is allowed. */
  readonly read: TypedTime | null;
  /** For a command: undefined for a field left as it was, and for "now" where a command without a time means that. */
  readonly time: FactTime | undefined;
  /** UTC ms. */
  readonly now: number;
  readonly zone: string;
  readonly other: string;
}

/** `either`: a time that lies ahead, or else one that has passed. */
type Must = 'have_passed' | 'be_ahead' | 'either';
const readAs = (kept: KeptTime, now: number, must: Must): TypedTime => {
  if (must !== 'either') return readKept(kept, now, must);
  const ahead = readKept(kept, now, 'be_ahead');
  return ahead.kind === 'wrong' ? readKept(kept, now, 'have_passed') : ahead;
};

const MINUTE = 60_000;
/** `typedAt`: what "now" means, UTC ms; null where a command without a time means that. */
const timeOf = (read: TypedTime | null, typedAt: number | null): FactTime | undefined => {
  if (read?.kind === 'time') return read.time;
  // To the minute, so that the same form sent again is the same command.
  return read?.kind === 'now' && typedAt !== null ? { ms: Math.floor(typedAt / MINUTE) * MINUTE, precision: 'minute' } : undefined;
};

/**
 * A field for a time that has passed, over what its form keeps of it. `typed`: that, null while nobody has touched it; `initial`: what stands there until then;
 * `must`: on which side of now it lies; `optional`: that text, and none, mean that nothing is given. Until it is typed in, the zone is the one that leads when the form appears.
 */
export const useTypedTime = ({
  typed,
  onType,
  initial,
  optional = false,
  must = 'have_passed',
}: {
  typed: KeptTime | null;
  onType: (typed: KeptTime | null) => void;
  initial: string;
  optional?: boolean;
  must?: Must;
}): TypedTimeField => {
  const now = useBeat();
  const zones = useZones();
  const [{ leading, other }] = useState(zones);
  const { text, zone, at } = typed ?? { text: initial, zone: leading, at: now };
  const isLeft = optional && (typed === null || text.trim() === '');
  const read = isLeft ? null : readAs({ text, zone, at }, now, must);
  return {
    text,
    // Typed back to what stood there in the zone of that, it is as if nobody had touched it.
    onChange: (next) => onType(next === initial && zone === leading ? null : { text: next, zone, at: now }),
    read,
    time: timeOf(read, optional ? at : null),
    now,
    zone,
    other: zone === leading ? other : leading,
  };
};
