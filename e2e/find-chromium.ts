import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

// The headless shell is the same engine without the windows of a browser: a new page costs a third of the CPU.
const KNOWN = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const HOW = 'No browser for the stories: install Chromium (Debian: apt-get install chromium-headless-shell) or set CHROMIUM_PATH.';

const present = (): string | null => [process.env.CHROMIUM_PATH, ...KNOWN, chromium.executablePath()].find((path) => path && existsSync(path)) ?? null;

/** The path of a Chromium: CHROMIUM_PATH, the usual places, else installed by apt (as root on Debian) or Playwright. Throws with what to do. */
export const findChromium = (): string => {
  const found = present();
  if (found) return found;
  console.log('No Chromium found; installing one.');
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    // Debian has it as a package of its own since 2025.
    for (const name of ['chromium-headless-shell', 'chromium'])
      if (spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], { stdio: 'inherit' }).status === 0) break;
  } else {
    spawnSync('playwright', ['install', 'chromium'], { stdio: 'inherit' });
  }
  const installed = present();
  if (!installed) throw new Error(HOW);
  return installed;
};

/** Flags for a headless Chromium to run as root, without a GPU and without network requests of its own. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
