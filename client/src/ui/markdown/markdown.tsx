import { memo } from 'react';
import { later } from '../later.tsx';
import './markdown.css';

// Any of these may mean Markdown; most updates have none and then need no parser.
const MARKS = /[*_`#[\]<>|~\\&]|:\/\/|www\.|^\s*([-+]|\d+[.)])\s|^\s*=+\s*$|^(\t| {4})| {2}$/m;
const paragraphs = (text: string): string[] => text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');

const Plain = ({ text }: { text: string }) =>
  paragraphs(text).map((paragraph, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of one text never change places
    <p key={index}>{paragraph}</p>
  ));

const MarkdownBody = later(async () => (await import('./markdown-body.tsx')).MarkdownBody, Plain);

/** A text people wrote, as React elements. The parser is loaded only for texts that hold Markdown; until it is there the text reads as written. */
export const Markdown = memo(({ text, className }: { text: string; className?: string }) => (
  <div className={className === undefined ? 'md' : `md ${className}`}>{MARKS.test(text) ? <MarkdownBody text={text} /> : <Plain text={text} />}</div>
));
