import { describe, expect, it } from 'vitest';
import { extractOfChart, pod } from './support.js';

const manifests = pod('{image: "docker.io/example/web:2"}', '{image: "quay.io/example/agent:1"}');
const messages = (listed: string) => extractOfChart(listed, manifests).problems.map(({ message }) => message);

describe('the annotation artifacthub.io/images', () => {
  it('offers what nothing rendered names, once and sorted, and adds nothing', () => {
    const listed = [
      '- {name: web, image: "example/web:1"}',
      '- {name: tool, image: "quay.io/example/tool:3"}',
      '- {name: tool, image: "quay.io/example/tool:3"}',
      '- {name: proxy, image: "docker.io/ghcr.io/example/proxy:1"}',
    ].join('\n');
    const { images, problems } = extractOfChart(listed, manifests);
    expect(images.images.map(({ reference }) => reference)).toEqual([
      'docker.io/example/web:2',
      'quay.io/example/agent:1',
    ]);
    expect(problems).toMatchObject([
      {
        severity: 'notice',
        message:
          'The chart lists images in its annotation artifacthub.io/images that nothing rendered names: ghcr.io/example/proxy:1, quay.io/example/tool:3. What the release does run of them can be named in the annotation prepuller-include.',
      },
    ]);
  });

  it('says how many more there are than a reader can use', () => {
    const listed = Array.from({ length: 14 }, (_, index) => `- image: example/part-${index}:1`).join('\n');
    expect(messages(listed)).toEqual([expect.stringContaining('example/part-5:1 and 4 more. What')]);
  });

  it.each([
    ['there is none', ''],
    ['it names what is rendered', '- image: example/web:1\n- image: quay.io/example/agent'],
    ['it is no list', 'image: example/tool:1'],
    ['it is no YAML', '- image: "'],
    ['its entries are no images', '- example/tool:1\n- {image: Not An Image}\n- {image: null}\n- {name: tool}'],
  ])('says nothing when %s', (_, listed) => {
    expect(messages(listed)).toEqual([]);
  });
});
