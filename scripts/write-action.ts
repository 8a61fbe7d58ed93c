import { readFile, writeFile } from 'node:fs/promises';
import { withInputsOfTable } from './action-file.js';

const file = new URL('../action.yml', import.meta.url);
await writeFile(file, withInputsOfTable(await readFile(file, 'utf8')));
