import packageFile from '../package.json' with { type: 'json' };

/** Of this program. What it keeps between runs is of its version alone, for another one may read the same otherwise. */
export const version: string = packageFile.version;

/** Which build of the version it is: `scripts/bundle.ts` puts a digest of the whole bundle in its place. */
export const build: string = 'not bundled';
