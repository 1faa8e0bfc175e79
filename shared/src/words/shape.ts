import type { ShapeFault } from '../domain/shape-fault.ts';

/** The parts of a schema issue that its sentence needs. */
export interface ShapeIssue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string | undefined;
  readonly values?: readonly unknown[] | undefined;
  readonly keys?: readonly string[] | undefined;
  readonly origin?: string | undefined;
  readonly minimum?: number | bigint | undefined;
  readonly maximum?: number | bigint | undefined;
  readonly inclusive?: boolean | undefined;
  readonly errors?: readonly (readonly ShapeIssue[])[] | undefined;
}
/** `path`: position in the value. `detail`: the rest of the sentence after the field's name, without a full stop. */
export interface ShapeError {
  readonly path: readonly PropertyKey[];
  readonly detail: string;
}

const TIME = 'a time with its offset, such as 2026-11-28T16:00:00+01:00';
const DATE = 'a date such as 2026-11-28';
const FAULT: Record<ShapeFault, string> = {
  id_form: 'must be 1 to 64 lower-case letters, digits or hyphens, and begin with a letter or digit',
  null_character: 'must not contain the character U+0000',
  web_address: 'must be an http or https address',
  https_address: 'must be an address that begins with https://',
  clock_form: 'must be a time of day such as 09:30',
  out_of_calendar: 'must be milliseconds since 1970 UTC, in the years 1 to 9999',
  undated: 'needs ms, or a clock, or the precision unknown',
  ends_early: 'must not end before it begins; give a later untilMs',
  verdict_key: 'must be the key of GET /verdict in the same scope',
  unseen: 'must hold a letter, a digit or a sign that can be seen',
  not_one_line: 'must be one line, without control characters or overrides of the direction',
  half_character: 'must not hold half of a character (a lone surrogate)',
  time_form: `must be ${TIME}, or ${DATE}`,
  instant_form: `must be ${TIME}, or UTC milliseconds`,
  day_form: `must be ${TIME}, or UTC milliseconds, or ${DATE}`,
  implausible_time: 'must lie in the years 1970 to 2199',
  unreadable_source: 'must have a text and a zone that are one visible line each',
  no_share: 'must be above 0 and at most 1',
  share_needed: 'must be given where the kind is share: above 0, at most 1',
  count_needed: 'must be given where the kind is count',
  repeated: 'must name each once',
};
const TYPE: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

/**
 * English. What is wrong with the shape of a value, one error per field. In: the issues found by its schema, and the value, to distinguish missing fields
 * from invalid ones.
 */
export const shapeErrors = (issues: readonly ShapeIssue[], value: unknown): ShapeError[] => {
  const found = issues.flatMap((issue) => errorsOf(issue, valueAt(value, issue.path)));
  // Of several errors of one field the last is the most specific.
  return [...new Map(found.map((error) => [error.path.join('.'), error])).values()];
};

const errorsOf = (issue: ShapeIssue, value: unknown): ShapeError[] => {
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => ({ path: [...issue.path, key], detail: 'is not a field here; leave it out' }));
  }
  const meant = issue.errors === undefined ? undefined : meantBranch(issue.errors);
  if (meant !== undefined) return meant.flatMap((inner) => errorsOf({ ...inner, path: [...issue.path, ...inner.path] }, valueAt(value, inner.path)));
  const must = demandOf(issue);
  return [{ path: issue.path, detail: value === undefined && (isDemand(issue) || isFault(issue.message)) ? `is missing; it ${must}` : must }];
};

/** Whether the issue asks for a value of a type; then an undefined value means a missing field. */
const isDemand = ({ code }: ShapeIssue): boolean => code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union';

const demandOf = (issue: ShapeIssue): string => {
  if (isFault(issue.message)) return FAULT[issue.message];
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union':
      return `must be ${wantedBy(issue).join(' or ')}`;
    case 'too_small':
      return atLeast(issue);
    case 'too_big':
      return atMost(issue);
    case 'custom':
    case 'invalid_format':
      // Checks outside the domain carry their own message.
      return issue.message;
    default:
      return 'is not of the form this field takes';
  }
};

const isFault = (message: string): message is ShapeFault => Object.hasOwn(FAULT, message);

const wantedBy = ({ code, expected, values, errors }: ShapeIssue): string[] => {
  if (code === 'invalid_union') return [...new Set((errors ?? []).flatMap(([first]) => (first === undefined ? [] : wantedBy(first))))];
  if (values !== undefined) return values.length === 1 ? [String(values[0])] : [`one of ${values.map(String).join(', ')}`];
  return [TYPE[expected ?? ''] ?? 'of another type'];
};

const atLeast = ({ origin, minimum = 0, inclusive = true }: ShapeIssue): string => {
  if (origin === 'string') return Number(minimum) <= 1 ? 'must not be empty' : `must have at least ${count(minimum)} characters`;
  if (origin === 'array') return Number(minimum) <= 1 ? 'must not be an empty list' : `must hold at least ${count(minimum)} items`;
  return inclusive ? `must be ${count(minimum)} or more` : `must be above ${count(minimum)}`;
};
const atMost = ({ origin, maximum = 0, inclusive = true }: ShapeIssue): string => {
  if (origin === 'string') return `must have at most ${count(maximum)} characters`;
  if (origin === 'array') return `must hold at most ${count(maximum)} items`;
  return inclusive ? `must be ${count(maximum)} or less` : `must be below ${count(maximum)}`;
};
/** 20,000 for 20000. */
const count = (number: number | bigint): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

/** The intended alternative of a union: its type matched and something inside is wrong. Undefined when no type matched. */
const meantBranch = (branches: readonly (readonly ShapeIssue[])[]): readonly ShapeIssue[] | undefined =>
  branches.filter((branch) => branch.every((issue) => !(isDemand(issue) && issue.path.length === 0))).sort((a, b) => depth(b) - depth(a))[0];
const depth = (issues: readonly ShapeIssue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined), value);
