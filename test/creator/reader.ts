/** What a screen reader says of an element. */
export interface Met {
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
  TEXTAREA: 'textbox',
  UL: 'list',
};

/**
 * Goes through a page as a screen reader does: by what is met next in the flat tree, with its role and
 * its name, and nothing else of it. It hears what live regions say that were there before.
 */
export class Reader {
  /** What was heard, in its order. */
  readonly heard: string[] = [];
  #root: Element;
  #at: Element | undefined;

  constructor(root: Element) {
    this.#root = root;
    for (const region of flat(root)) {
      if (roleOf(region) !== 'status') continue;
      let before = textOf(region);
      new MutationObserver(() => {
        const text = textOf(region);
        if (text && text !== before) this.heard.push(text);
        before = text;
      }).observe(region, {subtree: true, childList: true, characterData: true});
    }
  }

  /** Reads on, until this is met. */
  on(role: string, name: string): Met {
    const all = [...flat(this.#root)];
    return this.#to(all.slice(all.indexOf(this.#at!) + 1), role, name);
  }

  /** Reads back, until this is met. */
  back(role: string, name: string): Met {
    const all = [...flat(this.#root)];
    return this.#to(all.slice(0, all.indexOf(this.#at!)).reverse(), role, name);
  }

  /** Follows the focus, and says what has it; undefined where that is in nothing of the page. */
  follow(): Met | undefined {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    if (!focused || !this.#root.contains((focused.getRootNode() as ShadowRoot).host ?? focused))
      return undefined;
    this.#at = focused;
    return metAs(focused);
  }

  #to(elements: readonly Element[], role: string, name: string): Met {
    const met = elements.map(metAs);
    const found = met.find(one => one.role === role && one.name === name);
    if (!found)
      throw new Error(
        `no ${role} "${name}" among ${met
          .filter(one => one.role)
          .map(one => `${one.role} "${one.name}"`)
          .join(', ')}`,
      );
    this.#at = found.element;
    return found;
  }
}

/** The elements that are shown, in the order in which they are met. */
function* flat(element: Element): Generator<Element> {
  if (!element.checkVisibility() && getComputedStyle(element).display !== 'contents') return;
  if (element.ariaHidden === 'true') return;
  yield element;
  for (const child of childrenOf(element)) if (child instanceof Element) yield* flat(child);
}

function childrenOf(element: Element): readonly Node[] {
  if (element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes();
    return assigned.length ? assigned : [...element.childNodes];
  }
  return [...(element.shadowRoot ?? element).childNodes];
}

function textOf(node: Node): string {
  if (!(node instanceof Element)) return node.nodeType === Node.TEXT_NODE ? node.textContent! : '';
  if (node.ariaHidden === 'true') return '';
  return childrenOf(node).map(textOf).join('').replace(/\s+/g, ' ').trimStart();
}

const metAs = (element: Element): Met => ({
  element: element as HTMLElement,
  role: roleOf(element),
  name: nameOf(element),
  description: referred(element, 'aria-describedby'),
  isInvalid: element.getAttribute('aria-invalid') === 'true',
  text: textOf(element).trim(),
});

function roleOf(element: Element): string {
  const role = element.getAttribute('role') ?? ROLES[element.tagName];
  if (role) return role;
  if (!(element instanceof HTMLInputElement)) return '';
  return element.type === 'radio' ? 'radio' : 'textbox';
}

function nameOf(element: Element): string {
  const {labels} = element as HTMLInputElement;
  const named = referred(element, 'aria-labelledby') || element.getAttribute('aria-label');
  if (named) return named;
  if (labels?.length) return [...labels].map(textOf).join(' ').trim();
  return /^(link|button|heading|option|listitem)$/.test(roleOf(element))
    ? textOf(element).trim()
    : '';
}

const referred = (element: Element, attribute: string) =>
  (element.getAttribute(attribute) ?? '')
    .split(' ')
    .map(id => id && (element.getRootNode() as ShadowRoot).getElementById(id))
    .map(one => (one ? textOf(one).trim() : ''))
    .join(' ')
    .trim();
