import {createComponent} from '@lit/react';
import * as React from 'react';
import type {KalturaElement} from '../browser/kaltura-element.js';
import {registerElement} from '../browser/register-element.js';

interface ComponentOptions<Element extends KalturaElement> {
  readonly tagName: string;
  readonly elementClass: (new () => Element) & typeof KalturaElement;
  /** Event names by prop, such as `onReady`. */
  readonly events: Readonly<Record<string, string>>;
  readonly displayName: string;
  /** Runs after React has added the element. The function that it returns runs after the removal. */
  readonly onMount?: (element: Element) => () => void;
}

/**
 * Creates the React component of an element. It sets properties and listeners before the element
 * renders, also on an element that a server rendered.
 */
export function createElementComponent<Element extends KalturaElement, Props extends object>({
  tagName,
  elementClass,
  events,
  displayName,
  onMount,
}: ComponentOptions<Element>): React.ForwardRefExoticComponent<
  Props & React.RefAttributes<Element>
> {
  // Creates the accessors of the properties, as `customElements.define()` does. By these accessors
  // `@lit/react` tells properties from attributes.
  void elementClass.observedAttributes;
  // Its own type allows every member of the element as a prop.
  const Tag = createComponent({
    react: React,
    tagName,
    displayName: tagName,
    elementClass,
    events,
  }) as unknown as React.FunctionComponent<object>;

  const Component = React.forwardRef<Element, Props>((props, ref) => {
    const element = React.useRef<Element>(null);
    // An insertion effect runs before React assigns refs and before `@lit/react` sets properties.
    // Registering at import instead would upgrade an element of a server without its properties.
    React.useInsertionEffect(() => registerElement(tagName, elementClass), []);
    React.useImperativeHandle(ref, () => element.current as Element, []);
    React.useEffect(() => (element.current && onMount ? onMount(element.current) : undefined), []);
    return React.createElement(Tag, {...props, ref: element} as object);
  });
  Component.displayName = displayName;
  return Component as React.ForwardRefExoticComponent<Props & React.RefAttributes<Element>>;
}

/** Props of an HTML element, without the names that an element of this package uses otherwise. */
export type HtmlProps<Element, Own> = Omit<React.HTMLAttributes<Element>, keyof Own>;

/** Handlers by prop, from event names by prop. */
export type EventProps<Names extends Record<string, keyof Events>, Events> = {
  [Prop in keyof Names]?: ((event: Events[Names[Prop]]) => void) | undefined;
};
