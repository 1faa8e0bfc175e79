import { useState } from 'react';
import { useSync } from '../../sync/sync-context.ts';
import { useAccountLine } from '../../sync/use-account.ts';
import { useBoard } from '../../sync/use-board.ts';
import { CheckList } from '../../ui/command-form/choice-list.tsx';
import { SelectField } from '../../ui/command-form/select-field.tsx';
import { AccountForm, wrongIn } from './account-form.tsx';
import accountKit from './account-kit.module.css';
import { CopiedLink } from './copied-link.tsx';
import { Field } from './field.tsx';
import { DAYS, endAfter } from './token-choices.ts';

const UNUSED = 'unused';
const ENDS = [{ key: UNUSED, words: 'After 90 days unused' }, ...DAYS];
const THEMES = [
  { key: 'dark', words: 'Dark' },
  { key: 'light', words: 'Light' },
];

/** A wall gets a link of its own, for the whole board or some groups of it. */
export const MakeScreen = () => {
  const { state, send } = useAccountLine<{ readonly name: string; readonly link: string }>();
  const board = useBoard();
  const { clock } = useSync();
  const [name, setName] = useState('');
  const [groups, setGroups] = useState<readonly string[]>([]);
  const [theme, setTheme] = useState('dark');
  const [ends, setEnds] = useState(UNUSED);
  const [made, setMade] = useState<{ readonly name: string; readonly link: string } | null>(null);
  const make = async () => {
    const expiresAt = ends === UNUSED ? null : endAfter(Number(ends), clock.now());
    const answer = await send('POST', '/screens', { name: name.trim(), groups, theme, expiresAt });
    if (answer === null) return;
    setMade(answer);
    setName('');
    setGroups([]);
  };
  const known = Object.values(board.groups).sort((a, b) => a.position - b.position);
  return (
    <>
      <AccountForm label="Make a screen link" button="Make the link" state={state} named={['name']} onSend={() => void make()}>
        <Field label="Name" autoComplete="off" value={name} onChange={setName} wrong={wrongIn(state, 'name')} hint="Where it hangs, such as Lobby." />
        {known.length === 0 ? null : (
          <CheckList
            legend="Groups; none for the whole board"
            options={known.map(({ id, name: words }) => ({ key: id, words }))}
            value={groups}
            onChange={setGroups}
          />
        )}
        <SelectField label="Theme" options={THEMES} value={theme} onChange={setTheme} />
        <SelectField label="Ends" options={ENDS} value={ends} onChange={setEnds} />
      </AccountForm>
      {made === null ? (
        <p className={accountKit.said}>Who has the link reads what responders read and writes nothing. It may be opened any number of times.</p>
      ) : (
        <CopiedLink key={made.link} label={`Link of ${made.name}`} url={made.link}>
          {`Open this on ${made.name}, each time it starts. It is not shown again.`}
        </CopiedLink>
      )}
    </>
  );
};
