import type { Template } from '@sitrep/shared/domain/state.ts';

/** Offers the templates of a board, by name, to begin from. Nothing where there is none for this use. */
export const TemplateChoice = ({
  templates,
  use,
  className,
  onChoose,
}: {
  templates: Readonly<Record<string, Template>>;
  use: Template['use'];
  className?: string | undefined;
  onChoose: (template: Template) => void;
}) => {
  const offered = Object.values(templates)
    .filter((template) => template.use === use)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return offered.length === 0 ? null : (
    <select
      className={className}
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
