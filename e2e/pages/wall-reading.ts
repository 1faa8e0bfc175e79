import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import { groupSummaries } from '@sitrep/shared/query/group-summary.ts';
import { groupTitle, groupWords } from '@sitrep/shared/words/group-words.ts';
import { verdictOf } from '@sitrep/shared/words/verdict.ts';

/** What a person sees on a wall. */
export interface WallReading {
  readonly title: string;
  /** The level, as its colours are chosen. */
  readonly tone: string | null;
  readonly scene: string | null;
  /** The connection claim in the footer. */
  readonly claim: string | null;
  /** The time in the leading zone as written: `10:02:07 UTC`, or without seconds beside a running timer. */
  readonly clock: string | null;
  /** Each group with its state; empty where the scene has no room for them. */
  readonly groups: readonly string[];
  /** The label of the heartbeat strip. */
  readonly beats: string | null;
}

/** Runs in the page, and is handed to it as text: it may use nothing from outside. */
export const readWall = (): WallReading => {
  const stage = document.querySelector<HTMLElement>('[data-scene]');
  return {
    title: document.title,
    tone: stage?.dataset.st ?? null,
    scene: stage?.dataset.scene ?? null,
    claim: document.querySelector<HTMLElement>('footer')?.dataset.kind ?? null,
    clock: document.querySelector('[data-scene] time[datetime]')?.textContent ?? null,
    groups: [...document.querySelectorAll('[aria-label=Groups] > li')].map((group) =>
      [...group.children]
        .map((part) => part.textContent)
        .join(' ')
        .trim(),
    ),
    beats: document.querySelector('footer [role=img]')?.getAttribute('aria-label') ?? null,
  };
};

const TONE: Readonly<Record<Level, string>> = {
  operational: 'op',
  under_maintenance: 'mnt',
  unknown: 'unk',
  degraded_performance: 'deg',
  partial_outage: 'par',
  major_outage: 'maj',
};

/** What a current wall must show of a board. */
export interface WallTruth {
  readonly title: string;
  readonly tone: string;
  readonly groups: readonly string[];
}

export const wallTruth = (board: BoardState): WallTruth => {
  const { sentence, level } = verdictOf(board);
  return {
    title: `${Object.keys(board.drills).length > 0 ? 'EXERCISE running. ' : ''}${sentence}: Sitrep`,
    tone: TONE[level],
    groups: groupSummaries(board).map((group) => `${groupTitle(group)} ${groupWords(group)}`),
  };
};

/** What is wrong with a reading, in words; null when nothing is. */
export const wrongIn = (shown: WallReading, truth: WallTruth): string | null => {
  if (shown.title !== truth.title) return `it says "${shown.title}" instead of "${truth.title}"`;
  if (shown.tone !== truth.tone) return `it has the colours of ${shown.tone} instead of ${truth.tone}`;
  const wrong = shown.groups.find((group) => !truth.groups.includes(group));
  if (wrong !== undefined) return `a group reads "${wrong}" instead of one of ${JSON.stringify(truth.groups)}`;
  if (shown.scene === 'calm' && shown.groups.length !== truth.groups.length) return `${shown.groups.length} groups instead of ${truth.groups.length}`;
  return null;
};

const DAY_MS = 86_400_000;
/** How far the clock on a wall is from `now` (UTC ms), ms: 0 while it shows the running second or minute, negative when it is behind. In: its text, in UTC. */
export const clockError = (text: string | null, now: number): number => {
  const [, hours, minutes, seconds] = /(\d\d):(\d\d)(?::(\d\d))?/.exec(text ?? '') ?? [];
  if (hours === undefined) return Number.NaN;
  const unit = seconds === undefined ? 60_000 : 1_000;
  const shown = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1_000;
  const between = ((((shown - now) % DAY_MS) + DAY_MS * 1.5) % DAY_MS) - DAY_MS / 2;
  if (between > 0) return between;
  return between > -unit ? 0 : between + unit;
};
