/** An element as a screen reader announces it. */
export interface AccessibleElement {
  readonly element: HTMLElement;
  readonly role: string;
  readonly name: string;
  readonly description: string;
  readonly isInvalid: boolean;
  readonly text: string;
}

const ROLES: Readonly<Record<string, string>> = {
  A: 'link',
  BUTTON: 'button',
  H2: 'heading',
  LI: 'listitem',
  SELECT: 'combobox',
  SUMMARY: 'button',
  TEXTAREA: 'textbox',
  UL: 'list',
};

/**
 * A simplified screen reader. It moves through the flat tree, and identifies elements by role and name.
 * It records the announcements of the live regions that exist when it is created.
 */
export class ScreenReader {
  /** Announcements of live regions, the oldest first. */
  readonly announcements: string[] = [];
  #root: Element;
  #current: Element | undefined;

  constructor(root: Element) {
    this.#root = root;
    for (const region of walkFlatTree(root)) {
      if (getRole(region) !== 'status') continue;
      let before = getText(region);
      new MutationObserver(() => {
        const text = getText(region);
        if (text && text !== before) this.announcements.push(text);
        before = text;
      }).observe(region, {subtree: true, childList: true, characterData: true});
    }
  }

  /** Reads forward to the next element with this role and name. */
  readTo(role: string, name: string): AccessibleElement {
    const elements = [...walkFlatTree(this.#root)];
    return this.#moveTo(elements.slice(elements.indexOf(this.#current!) + 1), role, name);
  }

  /** Reads backward to the previous element with this role and name. */
  readBackTo(role: string, name: string): AccessibleElement {
    const elements = [...walkFlatTree(this.#root)];
    const before = elements.slice(0, elements.indexOf(this.#current!));
    return this.#moveTo(before.reverse(), role, name);
  }

  /** Moves to the focused element, and returns it; undefined if the focus is outside of the page. */
  followFocus(): AccessibleElement | undefined {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (!focused || !this.#root.contains((focused.getRootNode() as ShadowRoot).host ?? focused))
      return undefined;
    this.#current = focused;
    return describeElement(focused);
  }

  #moveTo(elements: readonly Element[], role: string, name: string): AccessibleElement {
    const candidates = elements.map(describeElement);
    const found = candidates.find(element => element.role === role && element.name === name);
    if (!found)
      throw new Error(
        `${role} "${name}" must exist; found ${candidates
          .filter(element => element.role)
          .map(element => `${element.role} "${element.name}"`)
          .join(', ')}`,
      );
    this.#current = found.element;
    return found;
  }
}

/** Yields the visible elements in the order of the flat tree. */
function* walkFlatTree(element: Element): Generator<Element> {
  if (!element.checkVisibility() && getComputedStyle(element).display !== 'contents') return;
  if (element.ariaHidden === 'true') return;
  yield element;
  for (const child of getChildren(element))
    if (child instanceof Element) yield* walkFlatTree(child);
}

function getChildren(element: Element): readonly Node[] {
  if (element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes();
    return assigned.length ? assigned : [...element.childNodes];
  }
  return [...(element.shadowRoot ?? element).childNodes];
}

function getText(node: Node): string {
  if (!(node instanceof Element)) return node.nodeType === Node.TEXT_NODE ? node.textContent! : '';
  if (node.ariaHidden === 'true') return '';
  return getChildren(node).map(getText).join('').replace(/\s+/g, ' ').trimStart();
}

const describeElement = (element: Element): AccessibleElement => ({
  element: element as HTMLElement,
  role: getRole(element),
  name: getName(element),
  description: getReferencedText(element, 'aria-describedby'),
  isInvalid: element.getAttribute('aria-invalid') === 'true',
  text: getText(element).trim(),
});

function getRole(element: Element): string {
  const role = element.getAttribute('role') ?? ROLES[element.tagName];
  if (role) return role;
  if (!(element instanceof HTMLInputElement)) return '';
  return element.type === 'radio' ? 'radio' : 'textbox';
}

function getName(element: Element): string {
  const {labels} = element as HTMLInputElement;
  const named = getReferencedText(element, 'aria-labelledby') || element.getAttribute('aria-label');
  if (named) return named;
  if (labels?.length) return [...labels].map(getText).join(' ').trim();
  return /^(link|button|heading|option|listitem)$/.test(getRole(element))
    ? getText(element).trim()
    : '';
}

const getReferencedText = (element: Element, attribute: string) =>
  (element.getAttribute(attribute) ?? '')
    .split(' ')
    .map(id => id && (element.getRootNode() as ShadowRoot).getElementById(id))
    .map(element => (element ? getText(element).trim() : ''))
    .join(' ')
    .trim();
