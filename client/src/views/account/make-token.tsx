import { RIGHTS, type Right, ROLE_RIGHTS, ROLES, type Role } from '@sitrep/shared/domain/rights.ts';
import { RIGHT_WORDS, ROLE_WORD } from '@sitrep/shared/words/right-words.ts';
import { useState } from 'react';
import { useSync } from '../../sync/sync-context.ts';
import type { Visitor } from '../../sync/sync-store.ts';
import { type TokenInfo, useAccountLine } from '../../sync/use-account.ts';
import { may } from '../../sync/use-visitor.ts';
import { CheckList } from '../../ui/command-form/choice-list.tsx';
import { SelectField } from '../../ui/command-form/select-field.tsx';
import { AccountForm, wrongIn } from './account-form.tsx';
import accountKit from './account-kit.module.css';
import { CopiedLink } from './copied-link.tsx';
import { Field } from './field.tsx';
import { DAYS, endAfter, NO_ROLE } from './token-choices.ts';

/** A program gets a role, further rights, or rights alone; nothing that whoever makes it does not have. */
export const MakeToken = ({ visitor }: { visitor: Visitor }) => {
  const { state, send } = useAccountLine<TokenInfo & { readonly token: string }>();
  const { clock } = useSync();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role | typeof NO_ROLE>(NO_ROLE);
  const [rights, setRights] = useState<readonly Right[]>([]);
  const [days, setDays] = useState('90');
  const [made, setMade] = useState<{ readonly name: string; readonly token: string } | null>(null);
  const roles = ROLES.filter((one) => ROLE_RIGHTS[one].every((right) => may(visitor, right)));
  const within = role === NO_ROLE ? [] : ROLE_RIGHTS[role];
  const beside = RIGHTS.filter((right) => right !== 'kiosk' && may(visitor, right) && !within.includes(right));
  const chosen = rights.filter((right) => beside.includes(right));
  const make = async () => {
    const grant = { role: role === NO_ROLE ? null : role, rights: chosen };
    const answer = await send('POST', '/tokens', { name: name.trim(), ...grant, expiresAt: endAfter(Number(days), clock.now()) });
    if (answer === null) return;
    setMade({ name: answer.name, token: answer.token });
    setName('');
    setRole(NO_ROLE);
    setRights([]);
  };
  return (
    <>
      <AccountForm label="Make a token" button="Make the token" state={state} named={['name']} onSend={() => void make()}>
        <Field label="Name" autoComplete="off" value={name} onChange={setName} wrong={wrongIn(state, 'name')} hint="What uses it, such as deploy-bot." />
        <SelectField
          label="Role"
          options={[{ key: NO_ROLE, words: 'None: single rights' }, ...roles.map((one) => ({ key: one, words: ROLE_WORD[one] }))]}
          value={role}
          onChange={(next) => setRole(next as Role | typeof NO_ROLE)}
        />
        {beside.length === 0 ? null : (
          <details className={accountKit.more} open={role === NO_ROLE || chosen.length > 0}>
            <summary>{role === NO_ROLE ? 'Rights' : 'Further rights'}</summary>
            <CheckList
              legend={role === NO_ROLE ? 'May' : 'May also'}
              options={beside.map((right) => ({ key: right, words: RIGHT_WORDS[right] }))}
              value={chosen}
              onChange={setRights}
            />
          </details>
        )}
        <SelectField label="Ends" options={DAYS} value={days} onChange={setDays} />
      </AccountForm>
      {made === null ? (
        <p className={accountKit.said}>You can give only rights that you have. The token is shown once; the server keeps its hash alone.</p>
      ) : (
        <CopiedLink key={made.token} label={`Token of ${made.name}`} url={made.token} what="token">
          {`Give this to ${made.name}. It is not shown again.`}
        </CopiedLink>
      )}
    </>
  );
};
