/** The faults that schema checks find beyond type and length. A schema names one of these instead of a message. */
export type ShapeFault =
  | 'id_form'
  | 'null_character'
  | 'web_address'
  | 'https_address'
  | 'clock_form'
  | 'out_of_calendar'
  | 'undated'
  | 'ends_early'
  | 'verdict_key'
  | 'unseen'
  | 'not_one_line'
  | 'half_character'
  | 'time_form'
  | 'instant_form'
  | 'day_form'
  | 'implausible_time'
  | 'unreadable_source'
  | 'no_share'
  | 'share_needed'
  | 'count_needed'
  | 'repeated';

/** The fault as the message of a check. Its sentence is in `shared/src/words/shape.ts`. */
export const fault = (code: ShapeFault): ShapeFault => code;
