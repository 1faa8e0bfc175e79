import { EXAMPLE_BOARD, OPENED } from '@sitrep/shared/testing/example-board.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderWithState } from '../testing/render-with-state.tsx';
import { useUi } from '../ui-state.ts';

/** What a browser does with notices, noted down. */
const shown: string[] = [];
class NotedNotice {
  static readonly permission = 'granted';
  constructor(title: string) {
    shown.push(title);
  }
  close(): void {}
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
});
afterEach(() => {
  shown.length = 0;
  useUi.setState({ notify: false });
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('[VW26] a notice comes when things get worse, to those who asked for it and look elsewhere', async () => {
  vi.stubGlobal('Notification', NotedNotice);
  const hidden = vi.spyOn(document, 'hidden', 'get');
  for (const [notify, away] of [
    [true, true],
    [true, false],
    [false, true],
  ] as const) {
    useUi.setState({ notify });
    hidden.mockReturnValue(away);
    const stage = await renderWithState(EXAMPLE_BOARD);
    await stage.happen(...OPENED.slice(EXAMPLE_BOARD.length));
    expect(shown, `asked ${notify}, away ${away}`).toHaveLength(notify && away ? 1 : 0);
    shown.length = 0;
    stage.unmount();
  }
});
