import { useMay, useMayWork, useMayWrite } from '../sync/use-visitor.ts';
import { Dialog } from '../ui/dialog.tsx';
import kit from '../ui/kit.module.css';
import { SectionHead } from '../ui/section-head.tsx';
import { useUi } from '../ui-state.ts';
import styles from './keys-dialog.module.css';
import { ROOMS } from './rooms.ts';

/** The list of keys that `?` opens. It names only keys that work now. */
export const KeysDialog = ({ onClose }: { onClose: () => void }) => {
  const singleKeys = useUi((state) => state.singleKeys);
  const set = useUi((state) => state.set);
  const mayWork = useMayWork();
  const mayTake = useMay('acknowledge');
  const mayWrite = useMayWrite();
  const maySight = useMay('sight');
  const keys: readonly (readonly [string, string])[] = [
    ['/', 'Find a component, an incident or a page'],
    ...ROOMS.map(({ key, words }) => [key, words] as const),
    ['W', 'Wall: this board for a screen across the room'],
    ['J', 'Next row'],
    ['K', 'Previous row'],
    ['Enter', 'Open the row'],
    ...(mayWork ? [['N', 'Report an incident'] as const] : []),
    ...(mayTake ? [['A', 'Take the incident of this page, or of the row in focus'] as const] : []),
    ...(maySight ? [['S', 'Say what a customer sees'] as const] : []),
    ...(mayWork ? [['D', 'Declare an incident of what is suspected'] as const, ['X', 'Dismiss it, and say why'] as const] : []),
    ...(mayWrite ? [['U', 'Write about the incident of this page'] as const, ['Ctrl Enter', 'Send what was written'] as const] : []),
    ['Esc', 'Close, or back'],
    ['?', 'This list'],
  ];
  return (
    <Dialog label="Keyboard" className={styles.dialog} onClose={onClose}>
      <SectionHead>Keyboard</SectionHead>
      <dl>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className={kit.dim}>Off inside fields.</p>
      <label>
        <input type="checkbox" checked={singleKeys} onChange={(event) => set({ singleKeys: event.target.checked })} /> Single keys are shortcuts
      </label>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </Dialog>
  );
};
