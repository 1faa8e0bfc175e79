/** The table of commands, loaded on demand: only browsers that write need it. Null when it cannot be loaded now. */
export const commandTable = () =>
  import('@sitrep/shared/domain/command.ts').then(
    ({ COMMAND }) => COMMAND,
    () => null,
  );
