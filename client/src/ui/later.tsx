import { type ComponentType, useEffect, useState } from 'react';

const AGAIN_MS = 5_000;
const parts: (() => Promise<unknown>)[] = [];

/** Has `load` called by `loadTheRest`, too. Out: the same. */
export const amongTheRest = <T,>(load: () => Promise<T>): (() => Promise<T>) => {
  parts.push(load);
  return load;
};

/** Brings all code that comes later, one part after the other, so that it is here when the server is not. What does not come is left to whoever needs it. */
export const loadTheRest = async (): Promise<void> => {
  for (const load of parts) await load().catch(() => undefined);
};

/**
 * A part of the page whose code comes later. In: how to load it, and what stands in its place until then. A server that is away or has newer code by now
 * breaks nothing: the part is asked for again each 5 s for as long as it is wanted.
 */
export const later = <P extends object>(load: () => Promise<ComponentType<P>>, Meanwhile: ComponentType<P>): ComponentType<P> => {
  let Part: ComponentType<P> | null = null;
  const bring = amongTheRest(async () => {
    Part ??= await load();
  });
  return (props) => {
    const [, setHere] = useState(false);
    useEffect(() => {
      if (Part !== null) return;
      let gone = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const ask = (): void => {
        void bring().then(
          () => !gone && setHere(true),
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
    return Part === null ? <Meanwhile {...props} /> : <Part {...props} />;
  };
};
