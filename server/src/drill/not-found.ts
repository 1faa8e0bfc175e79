/** Why no running board was found, and what to do. A server on a database announces itself only in DATA_DIR. */
export const notFound = (env: Readonly<Record<string, string | undefined>>): string =>
  env.DATABASE_URL
    ? 'No running board was found on this database. Start the server with a DATA_DIR, too, and give the drill the same one: that is where they find each other.'
    : 'No running board was found. Start one with npm start, or set DATA_DIR to the folder of yours.';
