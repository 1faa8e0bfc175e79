import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Right } from '@sitrep/shared/domain/rights.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import { publicChain, worldOf } from '@sitrep/shared/testing/world-of.ts';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { vi } from 'vitest';
import { useUi } from '../ui-state.ts';
import { serveCommands } from './command-server.ts';
import { renderWithState } from './render-with-state.tsx';

/** What every test of the page needs of the browser, before each. */
export const plainBrowser = (): void => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
  useUi.setState({ singleKeys: true, leading: 'utc' });
};

/** The page of the incident `inc-a` (or another address, `path`) after these commands, with a server that takes commands. `incident`, `seen`: as it is by now, inside and for customers. */
export const start = async (history: readonly Command[], given: { role?: string; rights?: readonly Right[]; scope?: 'public'; path?: string } = {}) => {
  let server: ReturnType<typeof serveCommands> | null = null;
  const stage = await renderWithState(history, {
    path: '/incidents/inc-a',
    ...given,
    before: (peer, time) => {
      server = serveCommands({ peer, time });
    },
  });
  if (server === null) throw new Error('no server');
  await screen.findByRole('heading', { level: 1, name: 'Playback fails' });
  const incident = (): Incident | undefined => worldOf(stage.peer.chain('internal').events).incident('inc-a');
  const seen = (): Incident | undefined => worldOf(publicChain(stage.peer.chain('internal').events)).incident('inc-a');
  return { ...stage, ...(server as ReturnType<typeof serveCommands>), incident, seen };
};

export const bar = () => screen.findByRole('region', { name: 'Work on this incident' });
export const panel = (name: string | RegExp) => within(screen.getByRole('region', { name }));
export const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
export const field = (label: string) => screen.getByRole('textbox', { name: label });
export const type = async (label: string, text: string) => {
  await userEvent.clear(field(label));
  // At once: each key would draw the whole page.
  await userEvent.paste(text);
};
/** As `type` does, also into a field that offers suggestions or takes a number. */
export const write = async (label: string, text: string) => {
  const input = screen.getByLabelText(label);
  await userEvent.clear(input);
  await userEvent.paste(text);
};
