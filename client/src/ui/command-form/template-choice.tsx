import type { Template } from '@sitrep/shared/domain/state.ts';
import styles from './template-choice.module.css';

/** Offers the templates of a board, by name, to begin from. Nothing where there is none for this use. */
export const TemplateChoice = ({
  templates,
  use,
  onChoose,
}: {
  templates: Readonly<Record<string, Template>>;
  use: Template['use'];
  onChoose: (template: Template) => void;
}) => {
  const offered = Object.values(templates)
    .filter((template) => template.use === use)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return offered.length === 0 ? null : (
    <select
      className={styles.choice}
      aria-label="Begin from a template"
      value=""
      onChange={(event) => {
        const chosen = offered.find(({ id }) => id === event.target.value);
        if (chosen !== undefined) onChoose(chosen);
      }}
    >
      <option value="">From a template</option>
      {offered.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
};
