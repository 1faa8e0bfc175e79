const QUIET_MS = 60_000;
/** More kinds of errors than this within a minute are told as they come. */
const KINDS = 100;

/**
 * A store that is away fails every second, for hours. In: what writes an error down, and a clock (ms). Out: the same, which writes the same words about the
 * same thing down once a minute, with how often they came in between (`again`), so that a log can still be read, and disks do not fill.
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
