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

/**
 * A part of the page with deferred code. In: how to load it, and a placeholder until then. If the server is down or has newer code by now,
 * the part is requested again every 5 s while it is needed.
 */
export const later = <P extends object>(load: () => Promise<ComponentType<P>>, Placeholder: ComponentType<P>): ComponentType<P> => {
  let Part: ComponentType<P> | null = null;
  const loadPart = preloadLater(async () => {
    Part ??= await load();
  });
  return (props) => {
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
};
