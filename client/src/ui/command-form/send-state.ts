/** What became of a command, as a control shows it. `again`: the same may be sent again without being recorded twice; `earlier`: another before it had no answer. */
export type SendState =
  | 'idle'
  | 'sending'
  | 'accepted'
  | { readonly refused: { readonly detail: string; readonly requestId: string | null }; readonly again: boolean; readonly earlier?: true };
