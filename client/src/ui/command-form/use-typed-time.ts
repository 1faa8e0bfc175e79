import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { useState } from 'react';
import { useZones } from '../../ui-state.ts';
import { useBeat } from '../now-context.ts';
import { readTypedTime, type TypedTime, type TypedTimeRules } from './typed-time.ts';

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

const MINUTE = 60_000;
const timeOf = (read: TypedTime | null, now: number | null): FactTime | undefined => {
  if (read?.kind === 'time') return read.time;
  // To the minute, so that the same form sent again is the same command.
  return read?.kind === 'now' && now !== null ? { ms: Math.floor(now / MINUTE) * MINUTE, precision: 'minute' } : undefined;
};

/**
 * A field for a time, over the text that its form keeps. `typed`: that text, null while nobody has touched it; `initial`: what stands there until then;
 * `optional`: that text, and none, mean that nothing is given. The zone is the one that leads when the form appears, so that another choice in the settings does
 * not change what was typed.
 */
export const useTypedTime = ({
  typed,
  onType,
  initial,
  must,
  optional = false,
}: {
  typed: string | null;
  onType: (text: string | null) => void;
  initial: string;
  must: TypedTimeRules['must'];
  optional?: boolean;
}): TypedTimeField => {
  const now = useBeat();
  const zones = useZones();
  const [{ leading: zone, other }] = useState(zones);
  const text = typed ?? initial;
  const isLeft = optional && (text.trim() === '' || text === initial);
  const read = isLeft ? null : readTypedTime(text, { zone, now, must });
  return { text, onChange: (next) => onType(next === initial ? null : next), read, time: timeOf(read, optional ? now : null), now, zone, other };
};
