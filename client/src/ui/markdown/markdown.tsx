import { isUnmarked, paragraphsOf } from '@sitrep/shared/words/plain-text.ts';
import { Fragment, memo } from 'react';
import { later } from '../later.tsx';
import styles from './markdown.module.css';

const Plain = ({ text }: { text: string }) =>
  paragraphsOf(text).map((paragraph, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of one text never change places
    <Fragment key={index}>
      {index > 0 ? '\n' : null}
      <p>{paragraph}</p>
    </Fragment>
  ));

const MarkdownBody = later(async () => (await import('./markdown-body.tsx')).MarkdownBody, Plain);

/** A user's text as React elements. The parser is loaded only for texts that may contain Markdown; until then the text is shown as typed. `className`: size and width of the text. */
export const Markdown = memo(({ text, className }: { text: string; className?: string | undefined }) => (
  <div className={className === undefined ? styles.text : `${styles.text} ${className}`} data-markdown>
    {isUnmarked(text) ? <Plain text={text} /> : <MarkdownBody text={text} />}
  </div>
));
