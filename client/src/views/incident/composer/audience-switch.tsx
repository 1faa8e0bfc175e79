import { type ReactNode, useState } from 'react';
import kit from '../../../ui/kit.module.css';
import { Lock } from '../lock.tsx';
import styles from './audience-switch.module.css';
import type { Draft } from './draft.ts';

/** Who reads the words. Words typed as internal become public only after one question. `published`: customers see the incident, so that they can be told something. `inside`, `outside`: whom one may write to. */
export const AudienceSwitch = ({
  draft,
  published,
  inside,
  outside,
  onChange,
  children,
}: {
  draft: Draft;
  published: boolean;
  inside: boolean;
  outside: boolean;
  onChange: (draft: Draft) => void;
  children: ReactNode;
}) => {
  const [asking, setAsking] = useState(false);
  const isPublic = draft.scope === 'public';
  const asks = draft.typedInside && (!inside || (asking && !isPublic));
  const publish = () => {
    setAsking(false);
    onChange({ ...draft, scope: 'public', typedInside: false });
  };
  return (
    <>
      <div className={styles.line}>
        {!inside ? (
          <span className={styles.only}>Public</span>
        ) : published && outside ? (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one line with what stands beside it
          <div role="group" aria-label="Who reads it" className={styles.scopes}>
            <button
              type="button"
              aria-pressed={!isPublic}
              onClick={() => {
                setAsking(false);
                if (isPublic) onChange({ ...draft, scope: 'internal' });
              }}
            >
              <Lock /> Internal
            </button>
            <button type="button" aria-pressed={isPublic} onClick={() => (draft.typedInside ? setAsking(true) : isPublic ? undefined : publish())}>
              Public
            </button>
          </div>
        ) : (
          <span className={styles.only}>
            <Lock /> Internal
          </span>
        )}
        <span className={styles.readers}>
          {isPublic ? 'Everyone will read this' : published ? 'Responders will read this' : 'Responders will read this; customers do not see this incident'}
        </span>
        {children}
      </div>
      {asks ? (
        <div className={styles.question} role="alert">
          <p>
            <b>You typed this as an internal note.</b> Everyone would read it as it stands.
          </p>
          <button type="button" className={kit.primaryButton} onClick={publish}>
            Make it public
          </button>
          {inside ? (
            <button type="button" onClick={() => setAsking(false)}>
              Keep it internal
            </button>
          ) : null}
        </div>
      ) : null}
    </>
  );
};
