import {StrictMode, createElement} from 'react';
import {createRoot, hydrateRoot} from 'react-dom/client';
import {App} from './app.js';

const container = document.querySelector('main')!;
const page = createElement(StrictMode, null, createElement(App));
if (container.hasChildNodes()) hydrateRoot(container, page);
else createRoot(container).render(page);
