import { afterEach } from 'vitest';

type Write = typeof process.stdout.write;

/**
 * What the code under test prints, such as git's command lines, is shown for a test that fails, and for no other.
 * Vitest does the same for `console`, but the log of a job is written to the streams themselves.
 */
let printed: (() => void)[] = [];

for (const stream of [process.stdout, process.stderr]) {
  const write: Write = stream.write.bind(stream);
  stream.write = ((text: string | Uint8Array, ...rest: unknown[]) => {
    printed.push(() => write(text));
    const done = rest.find((argument) => typeof argument === 'function');
    if (done !== undefined) process.nextTick(done);
    return true;
  }) as Write;
}

afterEach(({ task }) => {
  if (task.result?.state === 'fail') for (const print of printed) print();
  printed = [];
});
