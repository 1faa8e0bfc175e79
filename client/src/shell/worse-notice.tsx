import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { type Verdict, verdictOf } from '@sitrep/shared/words/verdict.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { useEffect } from 'react';
import { useBoardEntry } from '../sync/use-board.ts';
import { useConnectionKind } from '../sync/use-connection.ts';
import { useScope } from '../sync/use-visitor.ts';
import { useWorse } from '../ui/use-worse.ts';
import { useUi } from '../ui-state.ts';

/** A browser notification when things get worse, for people who turned it on and are not looking at the page. */
export const WorseNotice = () => {
  const entry = useBoardEntry();
  const scope = useScope();
  // The first verdict after load never alerts; later ones are compared with it.
  return useUi((state) => state.notify) && entry !== null ? <Notices key={scope} board={entry.board} /> : null;
};

const Notices = ({ board }: { board: BoardState }) => {
  const kind = useConnectionKind();
  const worse = useWorse(verdictOf(board), kind !== 'connecting');
  useEffect(() => {
    if (worse === null || !document.hidden || Notification.permission !== 'granted') return;
    try {
      const notice = show(worse);
      // The notification may contain internal data, so close it on sign-out.
      return () => notice.close();
    } catch (error) {
      // Phone browsers have the API but throw when a page uses it.
      console.warn('sitrep: no notice could be shown', error);
    }
  }, [worse]);
  return null;
};

const show = ({ sentence, level, detail }: Verdict): Notification => {
  const notice = new Notification(sentence, { body: `${LEVEL_WORD[level]}. ${detail}`, tag: 'sitrep', requireInteraction: level === 'major_outage' });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
  return notice;
};

/** Whether this browser can show notices at all. */
export const canNotify = (): boolean => 'Notification' in globalThis;

/** Asks the browser, from within the click of a person. Out: whether it lets this page show notices. */
export const askToNotify = async (): Promise<boolean> => (await Notification.requestPermission()) === 'granted';
