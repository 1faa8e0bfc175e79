import type { ReactNode } from 'react';

/** One question of the first run. `done`: the answer that stands, said beside the question. */
export const Step = ({
  number,
  current,
  title,
  done = null,
  children,
}: {
  number: number;
  current: boolean;
  title: string;
  done?: string | null;
  children: ReactNode;
}) => (
  <section className={current ? 'stp cur' : 'stp'}>
    <span className="no" aria-hidden="true">
      {number}
    </span>
    <div>
      <h2>
        {title}
        {done === null ? null : <span className="answered"> {done}</span>}
      </h2>
      {children}
    </div>
  </section>
);
