import { load } from 'js-yaml';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { optionsFor, outputFiles, source, workTree, write } from './support.js';

const texts = ['yes', 'No', 'on', 'OFF', 'y', 'true', 'null', '~', '1', '010', '0777', '0x1F', '0b1', '0o7', '1_000'];
const others = ['1:30', '-1', '+1', '1.5', '.5', '1e5', '.inf', '.NaN', '2001-01-01', '2001-01-01T00:00:00Z', '=', ''];

it.each([...texts, ...others])(
  'a patch that says the text %j is read as that text by parsers of YAML 1.1 and 1.2',
  async (text) => {
    const root = await workTree();
    const daemonsetPatch = {
      metadata: { annotations: { text } },
      spec: { template: { spec: { tolerations: [{ value: text }] } } },
    };
    await write([source('apps/web', ['ghcr.io/acme/web:1'])], optionsFor(root, { daemonsetPatch }));
    const file = (await outputFiles(root))['prepuller-web.yaml'] ?? '';
    for (const content of [parse(file), parse(file, { version: '1.1' }), load(file)]) {
      expect(content).toMatchObject(daemonsetPatch);
    }
  },
);
