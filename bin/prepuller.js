#!/usr/bin/env node
// The command lies in the bundle of the action, which runs as the command when it is given an argument.
import module from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';

// Node 22 and newer keep what they have compiled. In a folder of the user's own, for whoever can write there decides what runs.
const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
module.enableCompileCache?.(path.join(cache, 'prepuller', 'compiled'));
if (process.argv.length === 2) process.argv.push('plan');
module.createRequire(import.meta.url)('../dist/index.js');
