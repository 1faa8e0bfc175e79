// What every browser has and jsdom has not, as if nothing ever happened there: no box changes its size, no font arrives and nothing scrolls.
class IdleObserver {
  observe = (): void => undefined;
  unobserve = (): void => undefined;
  disconnect = (): void => undefined;
}
globalThis.ResizeObserver ??= IdleObserver;
// It has more members than anything here asks for.
globalThis.IntersectionObserver ??= IdleObserver as unknown as typeof IntersectionObserver;
window.scrollTo = (): void => undefined;
if (!('fonts' in document)) Object.defineProperty(document, 'fonts', { value: new EventTarget() });
