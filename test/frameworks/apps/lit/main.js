// Before any element.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import {hydrate} from '@lit-labs/ssr-client';
import 'kaltura-room/define';
import {render} from 'lit';
import {page, start} from './page.js';

const app = document.getElementById('app');
let state = start;

function change(to) {
  state = {...state, ...to};
  render(page(state, change), app);
}

hydrate(page(state, change), app);
