const QUIET_MS = 60_000;
/** Beyond this many different errors within a minute, errors are written as they come. */
const KINDS = 100;

/**
 * An unreachable store fails every second, for hours. In: a function that logs an error, and a clock (ms). Out: a function that logs the same message about the
 * same thing only once a minute, with the number of repeats in between (`again`), so that logs stay readable and disks do not fill.
 */
export const oncePerMinute = (tell: (error: unknown, about: string, again: number) => void, now: () => number): ((error: unknown, about: string) => void) => {
  const kinds = new Map<string, { at: number; again: number }>();
  return (error, about) => {
    const words = [about, error instanceof Error ? error.name : '', error instanceof Error ? error.message : String(error)].join(' ');
    const known = kinds.get(words);
    if (known !== undefined && now() - known.at < QUIET_MS && now() >= known.at) {
      known.again += 1;
      return;
    }
    if (kinds.size >= KINDS) kinds.clear();
    kinds.set(words, { at: now(), again: 0 });
    tell(error, about, known?.again ?? 0);
  };
};
