import type { Edit } from './incident-search.ts';

/** What opens the form of a fact. `words`: on a button of its own; `fact`: what "Change" and "Add" are about, for those who do not see where they stand. */
export const EDIT_WORDS: Readonly<Record<Edit, { readonly words: string; readonly fact: string }>> = {
  title: { words: 'Change title', fact: 'title' },
  links: { words: 'Link bridge, chat, ticket', fact: 'links' },
  roles: { words: 'Assign roles', fact: 'roles' },
  impact: { words: 'State impact', fact: 'impact' },
  guidance: { words: 'Help for customers', fact: 'what customers can do' },
  cause: { words: 'State cause', fact: 'cause' },
  linked: { words: 'Link an incident', fact: 'link to another incident' },
  vendor: { words: 'Third party', fact: 'third party' },
};
