/** What made a room of a rendered page fail. The page says it and goes on, so that a test which looks elsewhere would not notice. */
let errors: unknown[] = [];
export const noteRoomError = (error: unknown): void => void errors.push(error);
/** Out: the errors since it was last asked. A test that breaks a room on purpose asks; after every other one they fail it. */
export const takeRoomErrors = (): unknown[] => {
  const taken = errors;
  errors = [];
  return taken;
};
