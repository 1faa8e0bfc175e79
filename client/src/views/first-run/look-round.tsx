import { SectionHead } from '../../ui/section-head.tsx';

/** Ways to see it at work before anything of one's own is on it. All of them exist. */
export const LookRound = () => (
  <section className="alt">
    <SectionHead>Or look around first</SectionHead>
    <ul>
      <li>
        <b>See the sample board</b>
        <p>
          <code>npm start -- --sample</code> opens a board of past outages, in a folder of its own.
        </p>
      </li>
      <li>
        <b>Replay a past outage</b>
        <p>
          <code>npm run drill</code> plays one as an exercise on a running board, marked as such everywhere.
        </p>
      </li>
      <li>
        <b>Read it from a shell</b>
        <p>
          <code>curl {location.origin}/api/v1/components</code>, with a token for what is internal.{' '}
          <a className="u" href="/api/docs">
            API in one page
          </a>
        </p>
      </li>
    </ul>
  </section>
);
