import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { deriveSchema } from './derive-schema.js';

const committed = fileURLToPath(new URL('../../src/prepullers/daemonset-schema.json', import.meta.url));

it('are those of kubernetes-models; `npm run schema` writes them anew', async () => {
  await expect(`${JSON.stringify(deriveSchema(), null, 2)}\n`).toMatchFileSnapshot(path.resolve(committed));
});
