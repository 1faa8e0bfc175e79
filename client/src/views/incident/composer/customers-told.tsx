import type { Scope } from '@sitrep/shared/domain/words.ts';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import type { Draft, Facts } from './draft.ts';
import { factWords, type NameOf } from './words.ts';

/** Asks each time whether customers are told of the facts in a post. */
export const CustomersTold = ({ draft, facts, nameOf, onChange }: { draft: Draft; facts: Facts; nameOf: NameOf; onChange: (draft: Draft) => void }) => (
  <ScopeChoice
    legend={`Are customers told: ${factWords(facts, nameOf)}?`}
    value={draft.factScope}
    onChange={(factScope: Scope) => onChange({ ...draft, factScope })}
    everyone="Tell customers"
    inside="Keep it inside"
  />
);
