/** An item of an {@link ExpiryQueue}. Only the queue changes `index`. */
export interface Expiring {
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** Position in the queue's heap. */
  index: number;
}

/**
 * Items in the order in which they expire. It is a binary heap: `first` takes constant time, and each
 * change takes logarithmic time.
 */
export class ExpiryQueue<Item extends Expiring> {
  readonly #heap: Item[] = [];

  /** The item that expires first. */
  get first(): Item | undefined {
    return this.#heap[0];
  }

  add(item: Item): void {
    item.index = this.#heap.length;
    this.#heap.push(item);
    this.#restoreOrder(item);
  }

  /** Changes when an item expires. */
  reschedule(item: Item, expiresAt: number): void {
    item.expiresAt = expiresAt;
    this.#restoreOrder(item);
  }

  remove(item: Item): void {
    const last = this.#heap.pop();
    if (last === undefined || last === item) return;
    this.#place(last, item.index);
    this.#restoreOrder(last);
  }

  /** Moves an item up or down until no parent expires after its children. */
  #restoreOrder(item: Item): void {
    for (let parent = this.#getParent(item); parent; parent = this.#getParent(item)) {
      if (parent.expiresAt <= item.expiresAt) break;
      this.#swap(parent, item);
    }
    for (let child = this.#getFirstChild(item); child; child = this.#getFirstChild(item)) {
      if (item.expiresAt <= child.expiresAt) break;
      this.#swap(item, child);
    }
  }

  #getParent({index}: Item): Item | undefined {
    return index === 0 ? undefined : this.#heap[(index - 1) >> 1];
  }

  /** Returns the child that expires first. */
  #getFirstChild({index}: Item): Item | undefined {
    const left = this.#heap[2 * index + 1];
    const right = this.#heap[2 * index + 2];
    return left && right && right.expiresAt < left.expiresAt ? right : left;
  }

  #swap(a: Item, b: Item): void {
    const {index} = a;
    this.#place(a, b.index);
    this.#place(b, index);
  }

  #place(item: Item, index: number): void {
    this.#heap[index] = item;
    item.index = index;
  }
}
