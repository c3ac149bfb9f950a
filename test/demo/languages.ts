import {JAVA} from './java.js';
import type {Language} from './language.js';
import {PHP} from './php.js';
import {PYTHON} from './python.js';

export const LANGUAGES: readonly Language[] = [PHP, PYTHON, JAVA];
