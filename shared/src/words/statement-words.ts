import type { StandingStatement } from '../query/status.ts';

/** What a statement says, in words: what people see, what the check found, or that there is no data yet. Null when only a level was given. */
export const statementWords = ({ source, words }: StandingStatement): string | null => (source.kind === 'silence' ? NO_EVIDENCE : words);

/** Who or what made the statement. */
export const sourceName = ({ source }: StandingStatement): string => (source.kind === 'silence' ? NO_EVIDENCE : source.name);

const NO_EVIDENCE = 'No evidence yet';
