/** Records the effects of rooms on the window. */
export interface WatchedWindow {
  /** Number of elements with an intersection observer. */
  readonly observed: number;
  /** Reports to the observers of this element that it is in view. */
  scrollIntoView(element: Element): void;
  /** Lists the remaining listeners and observers. */
  getRemaining(): string[];
  /** Restores the functions of the browser; for `finally`. */
  restore(): void;
}

/**
 * Records errors, listeners and observers. No element is in view until `scrollIntoView()`, random
 * numbers are 0.5, and `window.open` returns null.
 * @param onNoise receives each console message and each unhandled error
 */
export function watchWindow(onNoise: (text: string) => void): WatchedWindow {
  const watching = new AbortController();
  const {signal} = watching;
  window.addEventListener('error', ({message}) => onNoise(message), {signal});
  window.addEventListener('unhandledrejection', ({reason}) => onNoise(`unhandled: ${reason}`), {
    signal,
  });
  const {error, warn} = console;
  console.error = console.warn = (...args: unknown[]) => {
    const text = args.join(' ');
    // A malformed attribute is reported to the page's developer.
    if (!text.startsWith('<kaltura-room>: ')) onNoise(text);
  };
  const open = window.open.bind(window);
  window.open = () => null;
  const {random} = Math;
  Math.random = () => 0.5;

  const listeners: {readonly type: string; readonly signal: AbortSignal | undefined}[] = [];
  const targets = [window, document];
  for (const target of targets) {
    const add = target.addEventListener.bind(target);
    target.addEventListener = (
      type: string,
      listener: EventListener,
      options?: AddEventListenerOptions,
    ) => {
      listeners.push({type, signal: options?.signal});
      add(type, listener, options);
    };
  }

  const {IntersectionObserver} = window;
  const observers = new Map<object, {readonly element: Element; readonly report: () => void}>();
  window.IntersectionObserver = class {
    readonly #callback: IntersectionObserverCallback;
    constructor(callback: IntersectionObserverCallback) {
      this.#callback = callback;
    }
    observe(element: Element) {
      const entry = {isIntersecting: true} as IntersectionObserverEntry;
      observers.set(this, {element, report: () => this.#callback([entry], this as never)});
    }
    disconnect() {
      observers.delete(this);
    }
  } as never;

  return {
    get observed() {
      return observers.size;
    },
    scrollIntoView(target) {
      for (const {element, report} of [...observers.values()]) if (element === target) report();
    },
    getRemaining: () => [
      ...listeners.filter(({signal}) => !signal?.aborted).map(({type}) => `listener of ${type}`),
      ...Array.from(observers, () => 'observer'),
    ],
    restore() {
      watching.abort();
      Object.assign(console, {error, warn});
      Object.assign(window, {IntersectionObserver, open});
      Math.random = random;
      for (const target of targets) Reflect.deleteProperty(target, 'addEventListener');
    },
  };
}
