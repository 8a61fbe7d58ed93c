import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

// Reading a third of the bytes less is a third less to parse. Licences stand in licenses.txt.
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const files = (await readdir(dist)).filter((name) => name.endsWith('.js'));
let called = 0;
const bundle = new Map<string, string>();
for (const name of files) {
  const code = calledAtOnce(await readFile(path.join(dist, name), 'utf8'));
  bundle.set(name, (await transform(code, { minify: true, legalComments: 'none' })).code);
}
if (called === 0) throw new Error('ncc writes its modules in another form: see calledAtOnce in scripts/minify.ts');
for (const [name, code] of named(bundle)) await writeFile(path.join(dist, name), code);

/** Puts the digest of all of it in the place of `build` in src/version.ts. */
function named(codes: ReadonlyMap<string, string>): Map<string, string> {
  const place = /"not bundled"/g;
  const all = [...codes].sort().flat().join('\n');
  if (all.match(place)?.length !== 1) throw new Error('The bundle has no one place for the name of the build.');
  const name = JSON.stringify(createHash('sha256').update(all).digest('hex'));
  return new Map([...codes].map(([file, code]) => [file, code.replace(place, name)]));
}

/**
 * Every module of the bundle is a function, and most are called the moment they are loaded. V8 reads a function twice,
 * once to find its end and once when it is called, unless it stands in brackets; to arrow functions that does not apply
 * (https://v8.dev/blog/preparser#pife). This halves what loading takes.
 */
function calledAtOnce(code: string): string {
  return code.replace(/^\/\*\*\*\/ \((async )?\(([\w, ]*)\) => \{$/gm, (_, asynchronous = '', parameters) => {
    called += 1;
    return `/***/ (${asynchronous}function(${parameters}) {`;
  });
}
