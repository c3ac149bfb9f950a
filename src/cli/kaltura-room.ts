#!/usr/bin/env node
import {run} from './run.js';
import {getProcessTerminal} from './terminal.js';

process.exitCode = await run(process.argv.slice(2), getProcessTerminal());
