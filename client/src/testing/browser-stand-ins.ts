// What every browser has and jsdom has not, as if nothing ever happened there: no box changes its size, no font arrives and nothing scrolls.
class IdleObserver {
  observe = (): void => undefined;
  unobserve = (): void => undefined;
  disconnect = (): void => undefined;
}
globalThis.ResizeObserver ??= IdleObserver;
window.scrollTo = (): void => undefined;
if (!('fonts' in document)) Object.defineProperty(document, 'fonts', { value: new EventTarget() });
