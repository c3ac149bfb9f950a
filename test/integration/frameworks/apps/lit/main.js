// Before any element.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import {hydrate} from '@lit-labs/ssr-client';
import {loadTranslation} from 'kaltura-room';
import {render} from 'lit';
import {page, start} from './page.js';

const app = document.getElementById('app');
const {lang} = document.documentElement;
let state = {...start, lang};

function change(to) {
  state = {...state, ...to};
  render(page(state, change), app);
}

hydrate(page(state, change), app);
// The elements take over what stands there, and have its words by then.
await loadTranslation(lang);
await import('kaltura-room/define');
