/** In: an error of a file or database. Out: the reason in words that continue a sentence, without codes or full stop. Drivers wrap errors: the innermost one is used. */
export const plainReason = (error: unknown): string => {
  if (error instanceof AggregateError && error.errors.length > 0) return plainReason(error.errors[0]);
  if (error instanceof Error && error.cause !== undefined) return plainReason(error.cause);
  const { code, errcode } = (error ?? {}) as { code?: string; errcode?: number };
  // On a first start a schema is created there; a right missing on a table needs another remedy.
  const barred = code === '42501' && error instanceof Error ? /database (\S+)$/.exec(error.message)?.[1] : undefined;
  if (barred !== undefined) return `permission denied for database ${barred}; its owner gives it with GRANT CREATE ON DATABASE ${barred} TO the role`;
  const words = FILES.get(code ?? '') ?? SQLITE.get(errcode ?? 0);
  return words ?? (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]?.replace(/\.$/, '') ?? '';
};

const FILES = new Map([
  ['EACCES', 'this user has no right to it'],
  ['EPERM', 'this user has no right to it'],
  ['EROFS', 'the disk can only be read'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk is full'],
  ['ENOENT', 'there is no such file or folder'],
  ['ENOTDIR', 'a part of the path is a file'],
  ['EEXIST', 'something else is in its place'],
  ['EISDIR', 'it is a folder'],
]);

/** Reasons by SQLite result code. */
const SQLITE = new Map([
  [8, 'the file can only be read'],
  [11, 'the file is damaged'],
  [13, 'the disk is full'],
  [4874, 'the disk is full'],
  [14, 'the file cannot be opened'],
  [26, 'the file is damaged, or no database'],
]);
