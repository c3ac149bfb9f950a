/** Observes the effects of rooms on the window. */
export interface WatchedWindow {
  /** How many elements are looked out for. */
  readonly observed: number;
  /** Has the browser tell that this element is in view. */
  see(element: Element): void;
  /** Lists the remaining listeners and observers. */
  left(): string[];
  /** Puts everything of the browser's back; for `finally`. */
  restore(): void;
}

/**
 * Watches what complains, who listens and what is looked out for. An element is in view only where
 * a test says so, chance is a half, and no tab is opened.
 * @param onNoise takes what the console says, and each failure that nobody took
 */
export function watchWindow(onNoise: (text: string) => void): WatchedWindow {
  const watching = new AbortController();
  const {signal} = watching;
  window.addEventListener('error', ({message}) => onNoise(message), {signal});
  window.addEventListener('unhandledrejection', ({reason}) => onNoise(`unhandled: ${reason}`), {
    signal,
  });
  const {error, warn} = console;
  console.error = console.warn = (...said: unknown[]) => {
    const text = said.join(' ');
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
  const observers = new Map<object, {readonly element: Element; see(): void}>();
  window.IntersectionObserver = class {
    readonly #tell: IntersectionObserverCallback;
    constructor(tell: IntersectionObserverCallback) {
      this.#tell = tell;
    }
    observe(element: Element) {
      const entry = {isIntersecting: true} as IntersectionObserverEntry;
      observers.set(this, {element, see: () => this.#tell([entry], this as never)});
    }
    disconnect() {
      observers.delete(this);
    }
  } as never;

  return {
    get observed() {
      return observers.size;
    },
    see(seen) {
      for (const one of [...observers.values()]) if (one.element === seen) one.see();
    },
    left: () => [
      ...listeners.filter(one => !one.signal?.aborted).map(({type}) => `listener of ${type}`),
      ...[...observers].map(() => 'observer'),
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
