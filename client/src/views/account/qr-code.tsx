import { generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import { useMemo } from 'react';
import styles from './qr-code.module.css';

/** The blank edge that readers of QR codes need, in modules. */
const EDGE = 4;

/** A text as a QR code, black on white in every theme. `label`: what it is, for those who cannot see it. */
export const QrCode = ({ text, label }: { text: string; label: string }) => {
  const { size, path } = useMemo(() => {
    const code = generate(text);
    return { size: code.size, path: toSvgPath(code) };
  }, [text]);
  const side = size + 2 * EDGE;
  return (
    <svg className={styles.code} role="img" aria-label={label} viewBox={`${-EDGE} ${-EDGE} ${side} ${side}`} shapeRendering="crispEdges">
      <rect className={styles.paper} x={-EDGE} y={-EDGE} width={side} height={side} />
      <path className={styles.ink} d={path} />
    </svg>
  );
};
