import type { Scope } from '@sitrep/shared/domain/words.ts';
import { ChoiceList } from './choice-list.tsx';

/** Asks each time who is told; nothing is chosen beforehand. `everyone`, `inside`: what either answer means. */
export const ScopeChoice = ({
  legend,
  value,
  onChange,
  everyone,
  inside,
}: {
  legend: string;
  value: Scope | null;
  onChange: (scope: Scope) => void;
  everyone: string;
  inside: string;
}) => (
  <ChoiceList
    legend={legend}
    options={[
      { key: 'public', words: everyone },
      { key: 'internal', words: inside },
    ]}
    value={value}
    onChange={onChange}
  />
);
