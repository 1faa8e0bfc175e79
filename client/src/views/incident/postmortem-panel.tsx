import type { Incident } from '@sitrep/shared/domain/state.ts';
import kit from '../../ui/kit.module.css';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { MinutesBar } from './minutes-bar.tsx';
import styles from './postmortem-panel.module.css';

/** The postmortem, section by section in the order written. The bar that divides the duration follows the first. */
export const PostmortemPanel = ({ incident }: { incident: Incident }) => {
  const sections = incident.postmortem;
  if (sections.length === 0)
    return (
      <>
        <MinutesBar incident={incident} />
        <p className={kit.quiet}>No postmortem was written yet.</p>
      </>
    );
  return (
    <div className={styles.postmortem}>
      <nav className={styles.contents} aria-label="Sections of the postmortem">
        <ul>
          {sections.map((section) => (
            <li key={section.key}>
              <a href={`#postmortem-${section.key}`}>{section.heading}</a>
            </li>
          ))}
        </ul>
        <p>{sections.length === 1 ? '1 section' : `${sections.length} sections`} written</p>
      </nav>
      <article className={styles.sections}>
        {sections.map((section, index) => (
          <section key={section.key} aria-labelledby={`postmortem-${section.key}`}>
            <h2 id={`postmortem-${section.key}`} tabIndex={-1}>
              {section.heading}
            </h2>
            <Markdown text={section.text} className={index === 0 ? styles.lead : styles.text} />
            {index === 0 ? <MinutesBar incident={incident} /> : null}
          </section>
        ))}
      </article>
    </div>
  );
};
