import { readText } from '@sitrep/shared/words/read-text.ts';
import { type Block, type Inline, pictureWords, type TextTree } from '@sitrep/shared/words/text-tree.ts';
import { Fragment, type ReactNode } from 'react';

/** A text in Markdown as React elements: its tree holds words and addresses, never HTML. */
export const MarkdownBody = ({ text }: { text: string }) => <Blocks tree={readText(text)} />;

// Parts of one text never change places, so that their place is their key. What was typed apart stays apart for whoever reads the text without the layout.
// `lead`: what stands at the beginning of the first line.
const Blocks = ({ tree, lead = null }: { tree: TextTree; lead?: ReactNode }): ReactNode =>
  tree.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <Fragment key={index}>
      {index > 0 ? '\n' : null}
      <OneBlock block={block} lead={index === 0 ? lead : null} />
    </Fragment>
  ));

const OneBlock = ({ block, lead }: { block: Block; lead?: ReactNode }): ReactNode => {
  if (block.kind !== 'paragraph' && lead)
    return (
      <>
        {lead}
        <OneBlock block={block} />
      </>
    );
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          {lead}
          <Inlines inlines={block.inside} />
        </p>
      );
    case 'heading':
      return <Heading level={block.level} inside={block.inside} />;
    case 'quote':
      return (
        <blockquote>
          <Blocks tree={block.blocks} />
        </blockquote>
      );
    case 'list':
      return <List list={block} />;
    case 'code':
      return (
        <figure className="md-code">
          {block.info === null ? null : <figcaption>{`${block.info}\n`}</figcaption>}
          <pre>
            <code>{block.text}</code>
          </pre>
        </figure>
      );
    case 'table':
      return <Table rows={block.rows} />;
    case 'rule':
      return <hr />;
    case 'plain':
      return <p className="md-plain">{block.text}</p>;
    default:
      return block satisfies never;
  }
};

/** Headings people type sit below the page's own: h1 is its title, h2 a section. */
const Heading = ({ level, inside }: { level: number; inside: readonly Inline[] }) => {
  const words = <Inlines inlines={inside} />;
  if (level <= 2) return <h3>{words}</h3>;
  return level <= 4 ? <h4>{words}</h4> : <h5>{words}</h5>;
};

/** Numbers are text, as they were typed: those a browser counts are in no copy, and may be others. */
const List = ({ list }: { list: Extract<Block, { kind: 'list' }> }) => {
  const items = list.items.map(({ mark, box, blocks }, index) => {
    const lead = (
      <>
        {mark === null ? null : <span className="md-mark">{mark}</span>}
        {mark === null ? null : ' '}
        {box === null ? null : <Box typed={box} />}
      </>
    );
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <li key={index} className={mark === null ? undefined : 'md-marked'}>
        {list.loose && blocks.length > 0 ? <Blocks tree={blocks} lead={lead} /> : lead}
        {list.loose ? null : <Tight blocks={blocks} />}
        {'\n'}
      </li>
    );
  });
  return /^\d/.test(list.items[0]?.mark ?? '') ? <ol>{items}</ol> : <ul>{items}</ul>;
};
const Box = ({ typed }: { typed: string }) => (
  <>
    <span className="md-box" role="img" aria-label={typed === '[ ]' ? 'not done' : 'done'}>
      {typed}
    </span>{' '}
  </>
);
const Tight = ({ blocks }: { blocks: TextTree }): ReactNode =>
  blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <Fragment key={index}>
      {index > 0 ? '\n' : null}
      {block.kind === 'paragraph' ? <Inlines inlines={block.inside} /> : <OneBlock block={block} />}
    </Fragment>
  ));

const Table = ({ rows: [head = [], ...rows] }: { rows: Extract<Block, { kind: 'table' }>['rows'] }) => (
  // Wide tables scroll sideways, so the keyboard must reach them.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
  <section className="md-scroll" aria-label="Table" tabIndex={0}>
    <table>
      <thead>
        <Row cells={head} Cell="th" />
      </thead>
      <tbody>
        {rows.map((cells, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <Row key={index} cells={cells} Cell="td" />
        ))}
      </tbody>
    </table>
  </section>
);
const Row = ({ cells, Cell }: { cells: readonly (readonly Inline[])[]; Cell: 'th' | 'td' }) => (
  <tr>
    {cells.map((cell, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <Cell key={index}>
        <Inlines inlines={cell} />{' '}
      </Cell>
    ))}
  </tr>
);

const Inlines = ({ inlines }: { inlines: readonly Inline[] }): ReactNode =>
  inlines.map((inline, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <OneInline key={index} inline={inline} />
  ));

const OneInline = ({ inline }: { inline: Inline }): ReactNode => {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'code':
      return <code>{inline.text}</code>;
    case 'strong':
      return (
        <strong>
          <Inlines inlines={inline.inside} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines inlines={inline.inside} />
        </em>
      );
    case 'struck':
      return (
        <del>
          <Inlines inlines={inline.inside} />
        </del>
      );
    case 'link':
      return (
        <Address inline={inline}>
          <Inlines inlines={inline.inside} />
        </Address>
      );
    // A picture from elsewhere would tell its host who reads this page: it is offered as a link.
    case 'picture':
      return <Address inline={inline}>{pictureWords(inline.alt)}</Address>;
    case 'break':
      return (
        <>
          <br />
          {'\n'}
        </>
      );
    default:
      return inline satisfies never;
  }
};

/** On paper an address that the words do not say stands behind them. */
const Address = ({ inline, children }: { inline: Extract<Inline, { kind: 'link' | 'picture' }>; children: ReactNode }) => (
  <>
    <a href={inline.address} rel="noopener nofollow" data-bare={inline.kind === 'link' && inline.bare ? '' : undefined}>
      {children}
    </a>
    {inline.title === null ? null : ` (${inline.title})`}
  </>
);
