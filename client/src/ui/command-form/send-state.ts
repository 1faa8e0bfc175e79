/** What became of a command, as a control shows it. `again`: the same may be sent again without being recorded twice. */
export type SendState =
  | 'idle'
  | 'sending'
  | 'accepted'
  | { readonly refused: { readonly detail: string; readonly requestId: string | null }; readonly again: boolean };
