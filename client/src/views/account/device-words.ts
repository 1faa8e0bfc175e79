const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux|X11/, 'Linux'],
];
const found = (list: typeof BROWSERS, agent: string): string | null => list.find(([pattern]) => pattern.test(agent))?.[1] ?? null;

/** What a browser is, from what it calls itself: “Firefox on Linux”. */
export const deviceWords = (agent: string | null): string => {
  const [browser, system] = agent === null ? [null, null] : [found(BROWSERS, agent), found(SYSTEMS, agent)];
  if (browser === null && system === null) return 'A program or an unknown browser';
  return system === null ? `${browser}` : `${browser ?? 'A browser'} on ${system}`;
};
