import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

/** What of ncc is used here; its package has no types (https://github.com/vercel/ncc, "Programmatically From Node.js"). */
type BuildWithNcc = (
  entry: string,
  options: { cache: boolean; esm: boolean; license: string; quiet: boolean },
) => Promise<{ code: string; assets: Record<string, { source: string | Buffer }> }>;

const require = createRequire(import.meta.url);
const buildWithNcc = require('@vercel/ncc') as BuildWithNcc;
const project = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(project, 'dist');

// Node takes 7 ms of 75 longer to get ready for modules of ECMAScript, and longer for each that is loaded.
const { code: entry, assets } = await buildWithNcc(path.join(project, 'src/main.ts'), {
  // It would mix in parts of an earlier build, whatever the options of that one were.
  cache: false,
  esm: false,
  license: 'licenses.txt',
  quiet: true,
});
const sources = new Map([['index.js', entry], ...Object.entries(assets).map(textOf)]);
let called = 0;
const bundle = new Map<string, string>();
for (const [name, source] of sources) {
  bundle.set(name, name.endsWith('.js') ? await minified(calledAtOnce(source)) : source);
}
if (called === 0) throw new Error('ncc writes its modules in another form: see calledAtOnce in scripts/bundle.ts');
// The project's own files are modules of ECMAScript.
bundle.set('package.json', '{ "type": "commonjs" }\n');
await rm(dist, { recursive: true, force: true });
await mkdir(dist);
for (const [name, text] of named(bundle)) await writeFile(path.join(dist, name), text);

function textOf([name, { source }]: [string, { source: string | Buffer }]): [string, string] {
  if (!/\.(?:js|txt)$/.test(name)) throw new Error(`ncc adds ${name} to the bundle, which may be no text.`);
  return [name, source.toString()];
}

/** Reading a third of the bytes less is a third less to parse. Licences stand in licenses.txt. */
async function minified(code: string): Promise<string> {
  return (await transform(code, { minify: true, legalComments: 'none' })).code;
}

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
