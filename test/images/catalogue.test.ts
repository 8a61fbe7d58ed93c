import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { extract, uses } from './support.js';

const folder = fileURLToPath(new URL('../../fixtures/images/catalogue', import.meta.url));

describe('the ways in which charts name their images', () => {
  it.each(readdirSync(folder))('%s: exactly these images, at these places', (name) => {
    const manifests = readFileSync(`${folder}/${name}/manifests.yaml`, 'utf8');
    const expected = readFileSync(`${folder}/${name}/images.txt`, 'utf8').trim().split('\n');
    expect(uses(manifests)).toEqual(expected);
  });
});

const lookAlikes = fileURLToPath(new URL('../../fixtures/images/look-alikes', import.meta.url));

describe('what looks like an image and is none', () => {
  it.each(readdirSync(lookAlikes))('%s', (name) => {
    const { images } = extract(readFileSync(`${lookAlikes}/${name}`, 'utf8')).images;
    expect(images).toEqual([]);
  });
});
