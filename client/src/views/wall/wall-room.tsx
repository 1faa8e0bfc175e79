import { type BoardState, EMPTY_BOARD } from '@sitrep/shared/domain/state.ts';
import { boardPart, type PartOf } from '@sitrep/shared/query/board-part.ts';
import { changesBetween } from '@sitrep/shared/query/changes-between.ts';
import { type CustomerDifference, customerDifferences } from '@sitrep/shared/query/customer-differences.ts';
import { suspected } from '@sitrep/shared/query/suspected.ts';
import { lateToTake, untakenLevel } from '@sitrep/shared/query/take-by.ts';
import { verdictOf } from '@sitrep/shared/words/verdict.ts';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { doubtWords } from '../../sync/connection.ts';
import { useSync } from '../../sync/sync-context.ts';
import type { Away } from '../../sync/sync-store.ts';
import { useBoardEntry, useCustomers } from '../../sync/use-board.ts';
import { useConnectionKind } from '../../sync/use-connection.ts';
import { useNowEvery } from '../../sync/use-now.ts';
import { useScope, useShut, useTakeRule, useVisitor } from '../../sync/use-visitor.ts';
import { LEVEL_CODE } from '../../ui/level-code.ts';
import { pastClock } from '../../ui/moment.ts';
import { usePageSign } from '../../ui/page-sign.ts';
import { runsRightToLeft } from '../../ui/script-of.ts';
import { localZone } from '../../ui-state.ts';
import { partOf, zonesOf } from './address/wall-part.ts';
import type { WallSearch } from './address/wall-search.ts';
import { useAwakeScreen } from './device/use-awake-screen.ts';
import { useBurnInShift } from './device/use-burn-in-shift.ts';
import { useOwnScreen } from './device/use-own-screen.ts';
import { useWallKeys } from './device/use-wall-keys.ts';
import { useWallReload } from './device/use-wall-reload.ts';
import { keepPageForNextBoot } from './device/wall-worker.ts';
import { CustomersBand } from './frame/customers-band.tsx';
import { WallFoot } from './frame/wall-foot.tsx';
import { WallNotes } from './frame/wall-notes.tsx';
import { CalmScene } from './scenes/calm-scene.tsx';
import { DrillScene } from './scenes/drill-scene.tsx';
import { EmptyScene, LinkNeededScene, LostScene, NothingScene, RevokedScene } from './scenes/plain-scenes.tsx';
import { SuspectedLine, SuspectedScene } from './scenes/suspected-scene.tsx';
import { TroubleScene } from './scenes/trouble-scene.tsx';
import { type WallScene, wallScene } from './scenes/wall-scene.ts';
import { useAlarm } from './sound/use-alarm.ts';
import { useKeptSound } from './sound/use-kept-sound.ts';
import { BackList, LISTED_MS } from './trouble/back-list.tsx';
import { useWall, type Wall, WallContext } from './wall-context.ts';
import '../../ui/other-scripts.ts';
import styles from './wall-room.module.css';

const route = getRouteApi('/wall');

/** The wall: one unattended screen, read from six metres, that runs for weeks. */
export const WallRoom = () => {
  const search = route.useSearch();
  const part = useMemo(() => partOf(search), [search]);
  const zones = useMemo(() => zonesOf(search.zone, localZone()), [search.zone]);
  const screen = useOwnScreen();
  const entry = useBoardEntry();
  const scope = useScope();
  const shut = useShut();
  // On a public board a screen whose link is good, too, shows what customers see.
  const nobody = (useVisitor()?.kind ?? null) === null;
  // A public wall must not show the internal board, even for a moment before the scope is switched.
  const tooMuch = search.scope === 'public' && scope === 'internal';
  const whole = screen.revoked || shut || tooMuch || entry === null ? null : entry.board;
  const board = useMemo(() => (whole === null ? null : boardPart(whole, part)), [whole, part]);
  const kind = useConnectionKind();
  const lost = kind === 'takeover' || kind === 'outdated';
  const scene = useMemo(() => wallScene(board, lost), [board, lost]);
  const verdict = useMemo(() => (board === null ? null : verdictOf(board)), [board]);
  const asOf = useAsOf(lost || entry?.kept === true, zones.leading);
  const internal = scope === 'internal';
  const awakeScreen = useAwakeScreen();
  const [sound, setSound] = useKeptSound(search.sound === 'on');
  const alarm = useAlarm(sound, {
    verdict,
    untaken: useMemo(() => (board === null ? 'operational' : untakenLevel(board)), [board]),
    late: useLate(entry?.kept === true ? null : board),
    stale: lost,
  });
  const stage = useRef<HTMLDivElement>(null);
  useBurnInShift(stage);
  useScopeAsked(search.scope);
  useWallReload(
    verdict === null || verdict.level === 'operational' || verdict.level === 'under_maintenance' || verdict.level === 'unknown',
    verdict?.stateKey ?? '',
  );
  useWallKeys({ alarm, sound, setSound });
  useWallTheme(search.theme ?? 'dark');
  useEffect(() => void keepPageForNextBoot().catch((error) => console.warn('sitrep: the page could not be kept for the next boot', error)), []);
  usePageSign({
    words: verdict === null ? 'Wall' : verdict.sentence,
    level: verdict === null ? null : verdict.counts.total === 0 ? 'none' : verdict.level,
    doubt: doubtWords(kind),
    exercise: board !== null && Object.keys(board.drills).length > 0,
  });
  const theirs = useCustomers();
  const customers = useMemo(() => (board === null ? EMPTY_BOARD : boardPart(theirs, part)), [board, theirs, part]);
  const all = customerDifferences(entry?.board ?? EMPTY_BOARD, entry?.customers ?? null);
  const differences = useMemo(
    () => (board === null || !internal ? [] : all.filter((one) => isShown(one, board, customers))),
    [all, board, customers, internal],
  );
  const wall = useMemo(
    (): Wall => ({ board: board ?? EMPTY_BOARD, customers, differences, zones, internal, asOf, lost }),
    [board, customers, differences, zones, internal, asOf, lost],
  );
  return (
    <WallContext value={wall}>
      <div
        className={styles.stage}
        data-scene={screen.revoked || shut ? 'nothing' : scene.kind}
        data-st={verdict === null ? undefined : LEVEL_CODE[verdict.level]}
        data-lost={lost ? '' : undefined}
        dir={search.dir ?? mainDirection(wall.board)}
      >
        <div className={styles.surface} ref={stage}>
          {screen.revoked ? (
            <RevokedScene name={screen.name ?? 'This screen'} words={screen.words} />
          ) : shut ? (
            <LinkNeededScene />
          ) : (
            <Scene scene={scene} part={part} partial={Object.keys(whole?.components ?? {}).length > 0} />
          )}
          <WallNotes
            part={part}
            whole={whole}
            alarm={alarm}
            sound={sound}
            awakeScreen={awakeScreen}
            kiosk={screen.name !== null}
            signedOut={whole !== null && !internal && search.scope !== 'public' && nobody}
          />
          <WallFoot name={screen.name} signedOut={screen.revoked || shut} />
        </div>
      </div>
    </WallContext>
  );
};

/** Whether a difference concerns the part of the board that is shown. */
const isShown = (difference: CustomerDifference, board: BoardState, customers: BoardState): boolean =>
  difference.kind === 'component'
    ? Object.hasOwn(board.components, difference.componentId)
    : Object.hasOwn(board.incidents, difference.incidentId) || Object.hasOwn(customers.incidents, difference.incidentId);

const Scene = ({ scene, part, partial }: { scene: WallScene; part: PartOf; partial: boolean }) => {
  const back = useBack(part);
  // Not while changes are listed, which need the room, nor without a connection, when nobody knows what customers see. The drill scene says it itself.
  const { asOf, differences, board } = useWall();
  const suspicions = useMemo(() => suspected(board), [board]);
  const differs = back === null && asOf === null && differences.length > 0;
  switch (scene.kind) {
    case 'nothing':
      return <NothingScene />;
    case 'empty':
      return <EmptyScene part={partial} />;
    case 'lost':
      return <LostScene verdict={scene.verdict} />;
    case 'calm':
      return suspicions.length > 0 ? (
        <SuspectedScene suspicions={suspicions} />
      ) : (
        <CalmScene verdict={scene.verdict} back={back} differs={differs ? <CustomersBand calm /> : null} />
      );
    case 'drill':
      return (
        <>
          <DrillScene scene={scene} />
          <SuspectedLine suspicions={suspicions} />
        </>
      );
    case 'trouble':
      return (
        <>
          <TroubleScene scene={scene} back={back} />
          <SuspectedLine suspicions={suspicions} />
          {differs ? <CustomersBand /> : null}
        </>
      );
  }
};

/** Ids of the incidents and suspicions that nobody took in time; null while that is not known: from a kept board nobody knows who has what by now. The snapshot is a text, so that the scene renders again only when another one is late, not every second. */
const useLate = (board: BoardState | null): readonly string[] | null => {
  const { ticker } = useSync();
  const rule = useTakeRule();
  const late = useSyncExternalStore(ticker.subscribe, () => (board === null || rule === null ? null : lateToTake(board, rule, ticker.now()).join(' ')));
  return useMemo(() => (late === null ? null : late.split(' ').filter((id) => id !== '')), [late]);
};

/** The list of what changed while the connection was lost; null if nothing in the shown part changed. */
const useBack = (part: PartOf): ReactNode => {
  const away = useAway();
  const changes = useMemo(() => (away === null ? [] : changesBetween(away.before, away.after, part, away.sameLog)), [away, part]);
  return away === null || changes.length === 0 ? null : <BackList away={away} changes={changes} />;
};

/** The last loss of connection, while its changes are listed. The snapshot is a boolean, so that the whole scene renders again only when that time ends, not every second. */
const useAway = (): Away | null => {
  const { store, ticker } = useSync();
  const away = useStore(store, (state) => state.away);
  const listed = useSyncExternalStore(ticker.subscribe, () => away !== null && ticker.now() <= away.until + LISTED_MS);
  return listed ? away : null;
};

/** The `as of` text for outdated data; null while the data is current. */
const useAsOf = (doubtful: boolean, zone: string): string | null => {
  const asOf = useStore(useSync().store, (state) => state.connection.asOf);
  const now = useNowEvery(60_000);
  return doubtful && asOf !== null ? `as of ${pastClock(asOf, now, zone, { seconds: true })}` : null;
};

/** Switches to the scope that the address asks for, if this browser may see it. */
const useScopeAsked = (asked: WallSearch['scope']): void => {
  const sync = useSync();
  const visitor = useVisitor();
  const scope = useScope();
  const wanted = asked === 'public' ? 'public' : (visitor?.scope ?? null);
  useEffect(() => {
    if (wanted !== null && wanted !== scope) sync.look(wanted);
  }, [sync, wanted, scope]);
};

/** Sets the wall's theme, whatever theme this browser chose for other rooms. */
const useWallTheme = (theme: 'dark' | 'light'): void => {
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
};

/** The direction in which most component names are written. */
const mainDirection = ({ components }: BoardState): 'ltr' | 'rtl' => {
  const names = Object.values(components).map(({ name }) => name);
  return names.filter(runsRightToLeft).length * 2 > names.length ? 'rtl' : 'ltr';
};
