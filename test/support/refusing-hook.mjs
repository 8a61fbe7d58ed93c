// A `proc-receive` hook: it speaks for `git receive-pack`, refuses one push with the reason that is its argument, and
// takes itself out of the repository's configuration. https://git-scm.com/docs/githooks#proc-receive
import { execFileSync } from 'node:child_process';
import { readSync, writeSync } from 'node:fs';

const flush = '0000';

function read(length) {
  const buffer = Buffer.alloc(length);
  for (let at = 0; at < length; ) at += readSync(0, buffer, at, length - at, null);
  return buffer.toString();
}

function readLines() {
  const lines = [];
  for (let length = Number.parseInt(read(4), 16); length > 0; length = Number.parseInt(read(4), 16)) {
    lines.push(read(length - 4));
  }
  return lines;
}

function write(line) {
  writeSync(1, (line.length + 4).toString(16).padStart(4, '0') + line);
}

readLines();
write('version=1\0');
writeSync(1, flush);
for (const command of readLines()) write(`ng ${command.trim().split(' ')[2]} ${process.argv[2]}`);
writeSync(1, flush);
execFileSync('git', ['config', '--unset', 'receive.procReceiveRefs']);
