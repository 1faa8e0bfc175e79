import type { Verdict } from '@sitrep/shared/words/verdict.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import type { ReactNode } from 'react';
import { useConnection, useConnectionKind } from '../../../sync/use-connection.ts';
import { useNowEvery } from '../../../sync/use-now.ts';
import { pastClock } from '../../../ui/moment.ts';
import { GroupStrip } from '../frame/group-strip.tsx';
import { useWall } from '../wall-context.ts';
import styles from './plain-scenes.module.css';
import { Below, SentenceScene } from './sentence-scene.tsx';

/** One sentence on a hatched background: too little is known to say more. */
const Plain = ({ cap, sentence, children, strip = null }: { cap: string; sentence: string; children: ReactNode; strip?: ReactNode }) => (
  <SentenceScene level="unknown" captions={[cap]} sentence={sentence} max={176} foot={strip}>
    <Below>{children}</Below>
  </SentenceScene>
);

/** Nothing was received for a minute. The last known state is shown only as such. */
export const LostScene = ({ verdict }: { verdict: Verdict }) => {
  const view = useConnection();
  const now = useNowEvery(60_000);
  const { zones } = useWall();
  const since = view.asOf === null ? '' : ` since ${pastClock(view.asOf, now, zones.leading)}`;
  const stopped = view.stopped?.code === 'diverged';
  return (
    <Plain cap="Unknown" sentence={stopped ? 'This screen and the server disagree.' : `No data${since}.`} strip={<GroupStrip unknown />}>
      Last known state: {verdict.level === 'operational' ? '' : `${LEVEL_WORD[verdict.level].toLowerCase()}. `}
      <bdi>{verdict.sentence}</bdi>. It may have changed.
    </Plain>
  );
};

/** No data yet: after a cold boot, before the network is up. */
export const NothingScene = () => (
  <Plain cap="Unknown" sentence="No data yet.">
    <Waiting /> It goes on trying by itself.
  </Plain>
);

const Waiting = () => (useConnectionKind() === 'offline' ? 'This screen has no network.' : 'Waiting for the first word from the server.');

/** `part`: the board has components, but none in the part that the address asks for. */
export const EmptyScene = ({ part }: { part: boolean }) =>
  part ? (
    <Plain cap="Nothing to show" sentence="No components here.">
      This board has components, but none in the part of it that the address of this screen asks for. How they are doing is not shown.
    </Plain>
  ) : (
    <Plain cap="Nothing to show" sentence="No components yet.">
      This board is empty. Its owner sets it up on an ordinary screen, at the address of the board.
    </Plain>
  );

/** The board is internal, and this browser came without a link of its own. */
export const LinkNeededScene = () => (
  <Plain cap="Internal board" sentence="This screen needs a link.">
    This board shows nothing without a sign-in. An admin makes a screen link at /tokens, and this screen is opened by it.
  </Plain>
);

/** The link of a named screen was revoked: nothing of the board is shown. */
export const RevokedScene = ({ name, words }: { name: string; words: string | null }) => (
  <Plain cap={name} sentence="This screen is signed out.">
    {words ?? 'Its link was revoked or has ended.'} It shows nothing more.
    {/* A refusal by the server already names the command. */}
    {words?.includes(NEW_LINK) ? null : (
      <>
        {' '}
        A new link is made at /tokens, or with{' '}
        <code className={styles.command}>
          {NEW_LINK} --name &quot;{name}&quot;
        </code>
      </>
    )}
  </Plain>
);
const NEW_LINK = 'npm run sitrep -- token create --kiosk';
