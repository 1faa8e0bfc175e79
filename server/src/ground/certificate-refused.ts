/** In: the error of a failed fetch, and the address. Out: what to do if the server's certificate was the reason, else null. */
export const certificateRefused = (error: unknown, url: string): string | null => {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  if (!/CERT|UNABLE_TO_VERIFY_LEAF/.test(String(cause?.code ?? ''))) return null;
  return `The server at ${url} runs, but its certificate is not one this tool trusts for that address (${String(cause?.code)}). Set NODE_EXTRA_CA_CERTS to a certificate that names localhost, or stop the server first for what works on its folder.`;
};
