// Stand-ins for browser APIs that jsdom lacks. They never report anything: no resize, no loaded font, no scrolling. A dialog opens and closes, and no more.
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
HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};
