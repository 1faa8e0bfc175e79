import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import { allStatuses, incidentLevel } from '@sitrep/shared/query/status.ts';
import { LEVEL_WORD } from '@sitrep/shared/query/wording.ts';
import { useRouter } from '@tanstack/react-router';
import { useDeferredValue, useId, useState } from 'react';
import { useBoard } from '../sync/use-board.ts';
import { Dialog } from '../ui/dialog.tsx';
import { shownId } from '../ui/shown-id.ts';
import { StatusGlyph } from '../ui/status-glyph.tsx';
import { ROOMS } from './rooms.ts';

interface Found {
  key: string;
  to: string;
  words: string;
  note: string;
  level: Level | null;
}

/** Everything on the board that has an address. */
const targets = (board: BoardState): Found[] => {
  const statuses = allStatuses(board);
  return [
    ...ROOMS.map(({ to, words, key }) => ({ key: to, to, words, note: `Page, key ${key}`, level: null })),
    ...Object.values(board.incidents).map((incident) => ({
      key: `i/${incident.id}`,
      to: `/incidents/${incident.id}`,
      words: incident.title,
      note: `${incident.drill === null ? '' : 'EXERCISE, '}${shownId(incident.id)}${incident.phase === 'resolved' ? ', resolved' : ''}`,
      level: incidentLevel(incident),
    })),
    ...Object.values(board.components).map((component) => ({
      key: `c/${component.id}`,
      to: `/components/${component.id}`,
      words: component.name,
      note: LEVEL_WORD[statuses[component.id]?.level ?? 'unknown'],
      level: statuses[component.id]?.level ?? null,
    })),
  ];
};

const SHOWN = 12;
/** Those that hold every word typed; a name that begins with it comes first. */
const search = (all: readonly Found[], text: string): Found[] => {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = all.filter(({ words, note }) => wanted.every((word) => `${words} ${note}`.toLowerCase().includes(word)));
  const [first] = wanted;
  if (first === undefined) return hits.slice(0, SHOWN);
  return hits.sort((a, b) => Number(b.words.toLowerCase().startsWith(first)) - Number(a.words.toLowerCase().startsWith(first))).slice(0, SHOWN);
};

/** Find or jump: components, incidents on the board, and pages. */
export const FindDialog = ({ onClose }: { onClose: () => void }) => {
  const board = useBoard();
  const router = useRouter();
  const list = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const wanted = useDeferredValue(text);
  const found = search(targets(board), wanted);
  const at = Math.min(chosen, found.length - 1);
  const go = (target: Found | undefined) => {
    if (target === undefined) return;
    onClose();
    void router.navigate({ to: target.to });
  };
  return (
    <Dialog label="Find or jump" className="find-dialog" onClose={onClose}>
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
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys act through the field, which names the chosen option.
          // biome-ignore lint/a11y/useFocusableInteractive: as above.
          <div
            key={target.key}
            role="option"
            id={`${list}-${index}`}
            aria-selected={index === at}
            onClick={() => go(target)}
            onPointerMove={() => setChosen(index)}
          >
            <span className="g">{target.level === null ? null : <StatusGlyph level={target.level} size={12} />}</span>
            <span>{target.words}</span>
            <span className="dim">{target.note}</span>
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className="mut">Nothing on this board is called that. Resolved incidents are in History.</p> : null}
    </Dialog>
  );
};
