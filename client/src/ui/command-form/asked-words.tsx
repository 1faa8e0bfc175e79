import { type ReactNode, useId } from 'react';
import styles from './asked-words.module.css';
import { WordsField } from './words-field.tsx';

/** A question that is answered in words or by "Not known yet", and by one of them before its form can be sent. `isUnknown`: the second is chosen. */
export const AskedWords = ({
  question,
  hint,
  value,
  isUnknown,
  onChange,
}: {
  question: string;
  hint: ReactNode;
  value: string;
  isUnknown: boolean;
  onChange: (value: string, isUnknown: boolean) => void;
}) => {
  const id = useId();
  const isAnswered = value.trim() !== '';
  return (
    <div className={styles.asked}>
      <WordsField label={question} required={!isUnknown} value={value} onChange={(text) => onChange(text, isUnknown && text.trim() === '')} hint={hint} />
      {/* Words are an answer, so beside them there is nothing to choose. */}
      {isAnswered ? null : (
        <label htmlFor={id} className={styles.unknown}>
          <input id={id} type="checkbox" checked={isUnknown} onChange={(event) => onChange('', event.target.checked)} />
          Not known yet
        </label>
      )}
    </div>
  );
};
