import { openCache } from '../../../src/cache.js';
import type { TemplateResources } from '../../../src/flux/operator/run-templates.js';
import { TemplateTime } from '../../../src/flux/operator/template-time.js';
import { parsedAnew } from '../../../src/flux/parsed-texts.js';
import { createTools } from '../../../src/tools/tools.js';
import { temporaryFolder } from '../../support/checkout.js';

/** With a cache that holds nothing yet. */
export async function templateResources(given: Partial<TemplateResources> = {}): Promise<TemplateResources> {
  const cache = openCache(await temporaryFolder('cache'), 100);
  return { tools: createTools(), cache, parsed: parsedAnew, time: new TemplateTime(), ...given };
}
