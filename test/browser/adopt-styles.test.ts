import {expect} from '@open-wc/testing';
import {adoptStyles} from '../../src/browser/adopt-styles.js';

const styles = {cssText: ':host {display: block; inline-size: 123px}'};

/** An element with a shadow tree, in a document. */
function styled(page: Document): Element {
  const element = page.createElement('div');
  element.attachShadow({mode: 'open'});
  page.body.append(element);
  adoptStyles(element, styles);
  return element;
}

it('styles elements in a window that has another document by now', async () => {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const loaded = () =>
    new Promise(resolve => frame.addEventListener('load', resolve, {once: true}));
  styled(frame.contentDocument!);
  const again = loaded();
  frame.srcdoc = '<!doctype html><body>';
  await again;
  const page = frame.contentDocument!;
  const element = styled(page);
  expect(page.defaultView!.getComputedStyle(element).inlineSize).to.equal('123px');
  frame.remove();
});

it('makes one style sheet for all elements of a document', () => {
  const [one, other] = [styled(document), styled(document)];
  const sheet = one.shadowRoot!.adoptedStyleSheets[0];
  expect(other.shadowRoot!.adoptedStyleSheets).to.deep.equal([sheet]);
  one.remove();
  other.remove();
});
