/** What the address opens: `new`, or the template of that id. */
export interface TemplatesSearch {
  edit?: string | undefined;
}

/** Reads an address. What is unknown becomes undefined, because the router merges the result into the raw address. */
export const readTemplatesSearch = (raw: Readonly<Record<string, unknown>>): TemplatesSearch => ({ edit: typeof raw.edit === 'string' ? raw.edit : undefined });
