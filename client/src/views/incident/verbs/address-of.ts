/** A web address as it was typed or pasted, with https:// where it names no protocol. */
export const addressOf = (typed: string): string => {
  const address = typed.trim();
  return address === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`;
};
