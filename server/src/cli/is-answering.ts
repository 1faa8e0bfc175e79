import { certificateRefused } from '../ground/certificate-refused.ts';
import { CliError } from './backend.ts';

// A server that was killed refuses at once; one that is busy, or on a busy machine, may need this long.
const PATIENCE_MS = 30_000;

/** Whether a server answers at this address. Waits up to half a minute for one that has taken the connection. Throws CliError where its certificate is not trusted. */
export const isAnswering = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/livez`, { signal: AbortSignal.timeout(PATIENCE_MS) })).ok;
  } catch (error) {
    const refused = certificateRefused(error, url);
    if (refused !== null) throw new CliError(refused);
    return false;
  }
};
