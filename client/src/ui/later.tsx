import { type ComponentType, useEffect, useState } from 'react';

const AGAIN_MS = 5_000;
const parts: (() => Promise<unknown>)[] = [];

/** Registers `load` for `preloadAll`. Out: `load` itself. */
export const preloadLater = <T,>(load: () => Promise<T>): (() => Promise<T>) => {
  parts.push(load);
  return load;
};

/** Loads all deferred code, one part after the other, so that it is available when the server is not. A part that fails to load is loaded again when it is needed. */
export const preloadAll = async (): Promise<void> => {
  for (const load of parts) await load().catch(() => undefined);
};

/** A part of the page with deferred code. */
export type Later<P> = ComponentType<P> & Deferred;
interface Deferred {
  /** Loads it before it is needed; then it is drawn at once. */
  readonly load: () => Promise<void>;
  readonly isLoaded: () => boolean;
}

/**
 * Defers the code of a part. In: how to load it, and a placeholder until then. If the server is down or has newer code by now,
 * the part is requested again every 5 s while it is needed.
 */
export const later = <P extends object>(load: () => Promise<ComponentType<P>>, Placeholder: ComponentType<P>): Later<P> => {
  let Part: ComponentType<P> | null = null;
  const loadPart = preloadLater(async () => {
    Part ??= await load();
  });
  const Drawn = (props: P) => {
    const [, setLoaded] = useState(false);
    useEffect(() => {
      if (Part !== null) return;
      let gone = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const ask = (): void => {
        void loadPart().then(
          () => !gone && setLoaded(true),
          () => {
            if (!gone) timer = setTimeout(ask, AGAIN_MS);
          },
        );
      };
      ask();
      return () => {
        gone = true;
        clearTimeout(timer);
      };
    }, []);
    return Part === null ? <Placeholder {...props} /> : <Part {...props} />;
  };
  return Object.assign(Drawn, { load: loadPart, isLoaded: () => Part !== null });
};

// What comes later than this moves what is there, which is better than to wait for it.
const PATIENCE_MS = 1_000;

/**
 * Whether to draw what has these parts in it. In: the parts, and whether they are needed; then they are loaded. Out: true once all are there or one cannot be loaded, after a
 * second in any case, and always while they are not needed.
 */
export const useParts = (parts: readonly Deferred[], needed: boolean): boolean => {
  const areThere = parts.every((part) => part.isLoaded());
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!needed || areThere) return;
    const over = () => setOver(true);
    const timer = setTimeout(over, PATIENCE_MS);
    void Promise.all(parts.map((part) => part.load())).then(over, over);
    return () => clearTimeout(timer);
  }, [parts, needed, areThere]);
  return areThere || isOver || !needed;
};
