import {expect} from '@open-wc/testing';
import {adoptStyles} from '../../src/browser/adopt-styles.js';

const styles = {cssText: ':host {display: block; inline-size: 123px}'};

/** Renders an element with the styles in a document. */
function renderStyled(page: Document): Element {
  const element = page.createElement('div');
  element.attachShadow({mode: 'open'});
  page.body.append(element);
  adoptStyles(element, styles);
  return element;
}

describe('adoptStyles()', () => {
  it('styles an element of a window that has loaded another document since the last call', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    renderStyled(frame.contentDocument!);
    const loaded = new Promise(resolve => frame.addEventListener('load', resolve, {once: true}));
    frame.srcdoc = '<!doctype html><body>';
    await loaded;
    const page = frame.contentDocument!;
    const element = renderStyled(page);
    expect(page.defaultView!.getComputedStyle(element).inlineSize).to.equal('123px');
    frame.remove();
  });

  it('creates one style sheet for all elements of a document', () => {
    const [first, second] = [renderStyled(document), renderStyled(document)];
    const sheet = first.shadowRoot!.adoptedStyleSheets[0];
    expect(sheet).not.to.be.undefined;
    expect(second.shadowRoot!.adoptedStyleSheets).to.deep.equal([sheet]);
    first.remove();
    second.remove();
  });
});
