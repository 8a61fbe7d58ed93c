import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { withInputsOfTable } from './action-file.js';
import { type Outputs, withTables } from './inputs-page.js';
import { schemas } from './schemas.js';

const actionFile = new URL('../action.yml', import.meta.url);
const action = withInputsOfTable(await readFile(actionFile, 'utf8'));
await writeFile(actionFile, action);

const pageFile = new URL('../docs/inputs-and-outputs.md', import.meta.url);
const { outputs } = parse(action) as { outputs: Outputs };
await writeFile(pageFile, withTables(await readFile(pageFile, 'utf8'), outputs));

for (const [name, schema] of Object.entries(schemas())) {
  await writeFile(new URL(`../schemas/${name}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
