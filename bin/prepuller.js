#!/usr/bin/env node
// The command lies in the bundle of the action, which runs as the command when it is given an argument.
if (process.argv.length === 2) process.argv.push('plan');
await import('../dist/index.js');
