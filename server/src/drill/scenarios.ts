/** Real outages worth replaying. `incidents` are ids of the sample, in the order they are replayed. */
export interface Scenario {
  readonly title: string;
  /** One line for `--list`. */
  readonly words: string;
  readonly incidents: readonly string[];
  readonly goals: readonly string[];
}

export const SCENARIOS = {
  'apivideo-2020-10-08': {
    title: 'The DNS provider vanishes',
    words: 'nobody can watch video; closed after 11 h 20 m, reopened 100 minutes later',
    incidents: ['apivideo-28'],
    goals: [
      'Notice it before support staff do: in reality 9 h',
      'Reach infrastructure within 20 minutes of noticing: in reality 42 m',
      'Do not close what is not over',
    ],
  },
  'ryver-connections': {
    title: 'Chat connections fill up',
    words: 'a safeguard does not act; nine days later the repaired safeguard locks everybody out',
    incidents: ['ryver-2016-05-11', 'ryver-2016-05-20'],
    goals: ['Say what still works', 'Watch the safeguard, too'],
  },
  'managewp-login': {
    title: 'Collaborators cannot sign in',
    words: 'repaired in two steps, called solved, back next morning',
    incidents: ['managewp-2017-08-11'],
    goals: ['Say who is not affected', 'Check every server before closing'],
  },
  'wpstream-oauth': {
    title: 'The database fault that came back',
    words: 'a fix is declared complete and does not hold: two incidents, linked',
    incidents: ['wpstream-1', 'wpstream-2'],
    goals: ['Tell the harm of the repair from the harm of the fault', 'Link the return to the fix that failed'],
  },
} as const satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof SCENARIOS;
