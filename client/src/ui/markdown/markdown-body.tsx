import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';

const SCHEMA = {
  ...defaultSchema,
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
};
// Headings people type sit below the page's own (h1 title, h2 section).
const COMPONENTS: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  h4: ({ children }) => <h4>{children}</h4>,
  h5: ({ children }) => <h5>{children}</h5>,
  a: ({ href, children }) =>
    href === undefined || href === '' ? (
      children
    ) : (
      <a href={href} rel="noopener nofollow">
        {children}
      </a>
    ),
  // A picture from elsewhere would tell its host who reads this page: it is offered as a link.
  img: ({ src, alt }) =>
    typeof src === 'string' && src !== '' ? (
      <a href={src} rel="noopener nofollow">
        {alt === undefined || alt === '' ? 'Picture' : `Picture: ${alt}`}
      </a>
    ) : (
      alt
    ),
  input: ({ checked }) => <input type="checkbox" checked={checked === true} readOnly disabled aria-label={checked === true ? 'done' : 'not done'} />,
  // Wide tables scroll sideways, so the keyboard must reach them.
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="md-scroll" aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </section>
  ),
};

/** Markdown to React elements: GitHub flavour, sanitised, no raw HTML, no pictures from elsewhere. */
export const MarkdownBody = ({ text }: { text: string }) => (
  <ReactMarkdown remarkPlugins={[remarkGfm]} rehypePlugins={[[rehypeSanitize, SCHEMA]]} components={COMPONENTS} skipHtml>
    {text}
  </ReactMarkdown>
);
