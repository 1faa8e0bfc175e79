import kit from '../../ui/kit.module.css';
import { SectionHead } from '../../ui/section-head.tsx';
import { CommandText } from './command-text.tsx';
import styles from './look-round.module.css';

/** Ways to see it at work before anything of one's own is on it. All of them exist. */
export const LookRound = () => (
  <section className={styles.ways}>
    <SectionHead>Or look around first</SectionHead>
    <ul>
      <li>
        <b>See the sample board</b>
        <p>
          <CommandText>npm start -- --sample</CommandText> opens a board of past outages, in a folder of its own.
        </p>
      </li>
      <li>
        <b>Replay a past outage</b>
        <p>
          <CommandText>npm run drill</CommandText> plays one as an exercise on a running board, marked as such everywhere.
        </p>
      </li>
      <li>
        <b>Read it from a shell</b>
        <p>
          <CommandText>curl {location.origin}/api/v1/components</CommandText>, with a token for what is internal.{' '}
          <a className={kit.link} href="/api/docs">
            API in one page
          </a>
        </p>
      </li>
    </ul>
  </section>
);
