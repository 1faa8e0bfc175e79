import { useLastKnown } from '../sync/use-connection.ts';
import { useNow } from '../sync/use-now.ts';
import { type Screens, useScreens } from '../sync/use-screens.ts';
import { useScope, useVisitor } from '../sync/use-visitor.ts';
import { useZones } from '../ui-state.ts';
import { NoteBar } from './note-bar.tsx';
import { silentWords } from './silent-words.ts';

/** Tells signed-in people that a named wall screen has fallen silent. Walls are not told about each other. */
export const SilentScreens = () => {
  const visitor = useVisitor();
  const inside = useScope() === 'internal' && visitor?.scope === 'internal';
  const known = useScreens(inside && visitor.kind !== 'kiosk');
  return known === null ? null : <SilentNote known={known} />;
};

const SilentNote = ({ known }: { known: Screens }) => {
  const now = useNow();
  // Without the server nobody knows whether the screen has been heard since.
  const heardAt = useLastKnown() ?? now;
  const { leading } = useZones();
  const words = silentWords(known, now, leading, heardAt);
  return words === null ? null : (
    <NoteBar label="Silent screens">
      <span>{words}</span>
    </NoteBar>
  );
};
