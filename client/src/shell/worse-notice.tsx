import { verdict } from '@sitrep/shared/query/verdict.ts';
import { LEVEL_WORD } from '@sitrep/shared/query/wording.ts';
import { useEffect } from 'react';
import { useBoard } from '../sync/use-board.ts';
import { useConnectionKind } from '../sync/use-connection.ts';
import { useWorse } from '../ui/use-worse.ts';
import { useUi } from '../ui-state.ts';

/** A notice of the browser when things get worse, for those who asked for it and are looking elsewhere. */
export const WorseNotice = () => (useUi((state) => state.notify) ? <Notices /> : null);

const Notices = () => {
  const kind = useConnectionKind();
  const worse = useWorse(verdict(useBoard()), kind !== 'connecting');
  useEffect(() => {
    if (worse === null || !document.hidden || Notification.permission !== 'granted') return;
    const notice = new Notification(worse.sentence, {
      body: `${LEVEL_WORD[worse.level]}. ${worse.detail}`,
      tag: 'sitrep',
      requireInteraction: worse.level === 'major_outage',
    });
    notice.onclick = () => {
      window.focus();
      notice.close();
    };
  }, [worse]);
  return null;
};

/** Whether this browser can show notices at all. */
export const canNotify = (): boolean => 'Notification' in globalThis;

/** Asks the browser, from within the click of a person. Out: whether it lets this page show notices. */
export const askToNotify = async (): Promise<boolean> => (await Notification.requestPermission()) === 'granted';
