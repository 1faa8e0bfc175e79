import type { Incident } from '@sitrep/shared/domain/state.ts';
import { LEVELS, type Level } from '@sitrep/shared/domain/words.ts';
import { type Cell, impactMatrix } from '@sitrep/shared/query/impact-matrix.ts';
import { duration } from '@sitrep/shared/words/format.ts';
import { LEVEL_SHORT, LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { type ReactNode, useRef } from 'react';
import { useFocusHandedOn } from '../../ui/command-form/use-focus-handed-on.ts';
import kit from '../../ui/kit.module.css';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import styles from './impact-matrix.module.css';
import type { MatrixPlace } from './matrix-cell.ts';

/** Components by region: the worst level and the current one. The cells show glyphs only; the key below names them. */
export const ImpactMatrix = ({ incident, now, componentName, regionName, editCell }: MatrixProps) => {
  const { regions, rows } = impactMatrix(incident, now);
  if (rows.length === 0) return <p className={kit.quiet}>No impact was stated.</p>;
  const shown = new Set(rows.flatMap((row) => row.cells.flatMap((cell) => (cell === null || cell === 'not_affected' ? [] : [cell.peak, cell.now]))));
  const spared = rows.some((row) => row.cells.includes('not_affected'));
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.matrix}>
          <thead>
            <tr>
              <th scope="col">Peak to now</th>
              {regions.map((region) => (
                <th scope="col" key={region ?? ''}>
                  {region === null ? (regions.length === 1 ? 'Everywhere' : 'Elsewhere') : regionName(region)}
                </th>
              ))}
              <th scope="col" className={styles.down}>
                Down
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.componentId}>
                <th scope="row">{componentName(row.componentId)}</th>
                {row.cells.map((cell, index) => (
                  <td key={regions[index] ?? ''}>
                    {editCell === undefined ? (
                      <MatrixCell cell={cell} />
                    ) : (
                      <CellButton {...editCell({ componentId: row.componentId, region: regions[index] ?? null })}>
                        <span className={kit.hidden}>
                          Change {componentName(row.componentId)}
                          {regions[index] == null ? '' : `, ${regionName(regions[index])}`}:{' '}
                        </span>
                        <MatrixCell cell={cell} />
                      </CellButton>
                    )}
                  </td>
                ))}
                <td className={`${styles.down} ${kit.mono}`}>{row.downMs === null ? 'not known' : row.downMs === 0 ? '0 m' : duration(row.downMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.key}>
        {LEVELS.filter((level) => shown.has(level)).map((level) => (
          <span key={level}>
            <StatusGlyph level={level} size={11} /> {LEVEL_SHORT[level]}
          </span>
        ))}
        {spared ? (
          <span>
            <i className={styles.spared} aria-hidden="true" /> Not affected
          </span>
        ) : null}
      </p>
    </>
  );
};

/** What a cell opens: whether it is open, and the press that opens or closes it. */
export type EditCell = (place: MatrixPlace) => { readonly isOpen: boolean; readonly press: () => void };

const CellButton = ({ isOpen, press, children }: ReturnType<EditCell> & { children: ReactNode }) => {
  const button = useRef<HTMLButtonElement>(null);
  useFocusHandedOn(button);
  return (
    <button ref={button} type="button" className={`${kit.bareButton} ${styles.change}`} data-edit="impact" aria-expanded={isOpen} onClick={press}>
      {children}
    </button>
  );
};

interface MatrixProps {
  incident: Incident;
  /** UTC ms. */
  now: number;
  componentName: (id: string) => string;
  regionName: (id: string) => string;
  /** For those who may change it. */
  editCell?: EditCell | undefined;
}

const MatrixCell = ({ cell }: { cell: Cell }) => {
  if (cell === null)
    return (
      <span className={kit.dim} title="Nothing was said of this">
        <span aria-hidden="true">–</span>
        <span className={`${kit.hidden} ${kit.uncopied}`}>Nothing was said</span>
      </span>
    );
  if (cell === 'not_affected')
    return (
      <span title="Not affected">
        <i className={styles.spared} aria-hidden="true" />
        <span className={kit.hidden}>Not affected</span>
      </span>
    );
  return (
    <span className={kit.nowrap} title={`${LEVEL_WORD[cell.peak]}, now ${LEVEL_WORD[cell.now].toLowerCase()}`}>
      <Shape level={cell.peak} />
      <i className={styles.arrow} aria-hidden="true" />
      <Shape level={cell.now} />
      <span className={kit.hidden}>
        {LEVEL_WORD[cell.peak]}, now {LEVEL_WORD[cell.now].toLowerCase()}
      </span>
    </span>
  );
};

const Shape = ({ level }: { level: Level }) => <StatusGlyph level={level} size={level === 'operational' ? 11 : 13} />;
