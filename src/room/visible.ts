/** Settles once `element` is in view, or nearly; never where `signal` ends first. */
export function visible(element: Element, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const observer = new IntersectionObserver(
      entries => {
        if (!entries.some(entry => entry.isIntersecting)) return;
        observer.disconnect();
        resolve();
      },
      {rootMargin: '25%'},
    );
    observer.observe(element);
    signal.addEventListener('abort', () => observer.disconnect());
  });
}
