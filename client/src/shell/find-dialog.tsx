import { isImpactStated } from '@sitrep/shared/domain/incident-spells.ts';
import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import { allStatuses, type ComponentStatus, incidentLevel, incidentPeak } from '@sitrep/shared/query/status.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { dismissedWords } from '@sitrep/shared/words/dismissed-words.ts';
import { date } from '@sitrep/shared/words/format.ts';
import { LEVEL_WORD, levelWord } from '@sitrep/shared/words/wording.ts';
import { useRouter } from '@tanstack/react-router';
import { useDeferredValue, useId, useState } from 'react';
import { useApi } from '../sync/use-api.ts';
import { useBoard } from '../sync/use-board.ts';
import type { IncidentSummary } from '../sync/use-incident-pages.ts';
import { useSlow } from '../sync/use-slow.ts';
import { Dialog } from '../ui/dialog.tsx';
import kit from '../ui/kit.module.css';
import { shownId } from '../ui/shown-id.ts';
import { StatusGlyph } from '../ui/status-glyph.tsx';
import styles from './find-dialog.module.css';
import { ROOMS } from './rooms.ts';

interface Found {
  key: string;
  to: string;
  words: string;
  note: string;
  level: Level | null;
  /** No check measures it. */
  unmeasured: boolean;
}

/** Pages beside the rooms. */
const PAGES = [
  ['/maintenance', 'Planned work'],
  ['/handover', 'Hand-over'],
  ['/sighting', 'A customer sees this'],
  ['/templates', 'Templates'],
] as const;

/** Everything on the board that has an address. */
const targets = (board: BoardState): Found[] => {
  const statuses = allStatuses(board);
  return [
    ...ROOMS.map(({ to, words, key }) => ({ key: to, to, words, note: `Page, key ${key}`, level: null, unmeasured: false })),
    ...PAGES.map(([to, words]) => ({ key: to, to, words, note: 'Page', level: null, unmeasured: false })),
    ...Object.values(board.incidents).map((incident) => ({
      key: `i/${incident.id}`,
      to: `/incidents/${encodeURIComponent(incident.id)}`,
      words: incident.title,
      note: `${incident.drill === null ? '' : 'EXERCISE, '}${shownId(incident.id)}${incident.phase === 'resolved' ? `, ${dismissedWords(incident)?.toLowerCase() ?? 'resolved'}` : ''}`,
      level: incident.phase === 'resolved' ? incidentPeak(incident) : isImpactStated(incident) ? incidentLevel(incident) : 'unknown',
      unmeasured: false,
    })),
    ...Object.values(board.components).map((component) => ({
      key: `c/${component.id}`,
      to: `/components/${component.id}`,
      words: componentName(board, component.id),
      note: levelNote(statuses[component.id]),
      level: statuses[component.id]?.level ?? null,
      unmeasured: statuses[component.id]?.measured === false,
    })),
  ];
};

const levelNote = (status: ComponentStatus | undefined): string => {
  if (status === undefined) return LEVEL_WORD.unknown;
  return status.measured ? LEVEL_WORD[status.level] : `${levelWord(status.level, false)}, not measured`;
};

const SHOWN = 12;
const PAST = 8;
const TYPING_MS = 250;

/** Incidents of all times that contain the typed words in title, id or texts, as the server finds them. `found`: null while the answer is awaited. */
const usePast = (wanted: string): { found: readonly Found[] | null; failed: boolean } => {
  const text = useSlow(wanted.trim(), TYPING_MS);
  const asked = text.length < 2 ? null : `/incidents?limit=${PAST}&text=${encodeURIComponent(text.slice(0, 200))}`;
  const { data, isPlaceholderData, isError } = useApi<{ incidents: readonly IncidentSummary[] }>(asked);
  if (wanted.trim().length < 2) return { found: [], failed: false };
  if (isError) return { found: [], failed: true };
  if (data === undefined || isPlaceholderData || text !== wanted.trim()) return { found: null, failed: false };
  return { found: data.incidents.map(pastTarget), failed: false };
};
const pastTarget = (incident: IncidentSummary): Found => ({
  key: `i/${incident.id}`,
  to: `/incidents/${encodeURIComponent(incident.id)}`,
  words: incident.title,
  note: [
    shownId(incident.id),
    ...(incident.phase === 'resolved' ? [dismissedWords(incident)?.toLowerCase() ?? 'resolved'] : []),
    incident.startedAt.ms === null ? 'date unknown' : date(incident.startedAt.ms),
  ].join(', '),
  level: incident.peak,
  unmeasured: false,
});

/** Targets that contain every typed word; names that begin with the query come first. */
const search = (all: readonly Found[], text: string): Found[] => {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = all.filter(({ words, note }) => wanted.every((word) => `${words} ${note}`.toLowerCase().includes(word)));
  const [first] = wanted;
  if (first === undefined) return hits.slice(0, SHOWN);
  return hits.sort((a, b) => Number(b.words.toLowerCase().startsWith(first)) - Number(a.words.toLowerCase().startsWith(first))).slice(0, SHOWN);
};

/** Find or jump: components, incidents of all times, and pages. */
export const FindDialog = ({ onClose }: { onClose: () => void }) => {
  const board = useBoard();
  const router = useRouter();
  const list = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const wanted = useDeferredValue(text);
  const here = search(targets(board), wanted);
  const past = usePast(wanted);
  const found = [...here, ...(past.found ?? []).filter(({ key }) => !here.some((target) => target.key === key))];
  const at = Math.min(chosen, found.length - 1);
  const go = (target: Found | undefined) => {
    if (target === undefined) return;
    onClose();
    void router.navigate({ to: target.to });
  };
  return (
    <Dialog label="Find or jump" className={styles.dialog} onClose={onClose}>
      <input
        autoFocus
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found[at] === undefined ? undefined : `${list}-${at}`}
        aria-label="Find a component, an incident or a page"
        placeholder="Component, incident or page"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setChosen(Math.min(at + 1, found.length - 1));
          else if (event.key === 'ArrowUp') setChosen(Math.max(at - 1, 0));
          else if (event.key === 'Enter') go(found[at]);
          else return;
          event.preventDefault();
        }}
      />
      <div role="listbox" id={list} aria-label="Found">
        {found.map((target, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys and names the selected option.
          // biome-ignore lint/a11y/useFocusableInteractive: as above.
          <div
            key={target.key}
            role="option"
            id={`${list}-${index}`}
            aria-selected={index === at}
            onClick={() => go(target)}
            onPointerMove={() => setChosen(index)}
          >
            <span>{target.level === null ? null : <StatusGlyph level={target.level} size={12} unmeasured={target.unmeasured} />}</span>
            <span>{target.words}</span>
            <span className={styles.note}>{target.note}</span>
          </div>
        ))}
      </div>
      <form method="dialog" className={styles.close}>
        <button type="submit">Close</button>
      </form>
      <p className={kit.muted} role="status">
        {past.failed
          ? 'Past incidents could not be searched.'
          : found.length > 0
            ? ''
            : past.found === null
              ? 'Looking through past incidents'
              : 'Nothing here is called that.'}
      </p>
    </Dialog>
  );
};
