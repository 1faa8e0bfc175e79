import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { TableRow } from './component-rows.ts';

const HEIGHT: Readonly<Record<TableRow['kind'], number>> = { group: 31, folded: 30, component: 30 };

/** Renders only the rows near the visible area, for boards with hundreds of components. `draw` returns an `li`. */
export const VirtualRows = ({ rows, draw }: { rows: readonly TableRow[]; draw: (row: TableRow) => ReactNode }) => {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    setTop((list.current?.getBoundingClientRect().top ?? 0) + scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => HEIGHT[rows[index]?.kind ?? 'component'],
    getItemKey: (index) => `${rows[index]?.kind}/${rows[index]?.id}`,
    overscan: 12,
    scrollMargin: top,
  });
  const items = virtualizer.getVirtualItems();
  const before = (items[0]?.start ?? top) - top;
  const after = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <ul ref={list} style={{ paddingTop: Math.max(0, before), paddingBottom: Math.max(0, after) }}>
      {items.map((item) => {
        const row = rows[item.index];
        return row === undefined ? null : draw(row);
      })}
    </ul>
  );
};
