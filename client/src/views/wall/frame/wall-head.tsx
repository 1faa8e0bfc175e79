import { useWall } from '../wall-context.ts';
import { WallClock } from './wall-clock.tsx';

/** Whose board it is, and what time. */
export const WallHead = () => {
  const { board } = useWall();
  return (
    <header className="whead">
      <bdi className="wname" dir="auto">
        {board.name ?? 'Sitrep'}
      </bdi>
      <WallClock seconds />
    </header>
  );
};
