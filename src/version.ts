import packageFile from '../package.json' with { type: 'json' };

/** Of this program. What it keeps between runs is of its version alone, for another one may read the same otherwise. */
export const version: string = packageFile.version;
