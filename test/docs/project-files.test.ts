import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../support/render.js';

async function read(file: string): Promise<string> {
  return await readFile(path.join(projectRoot, file), 'utf8');
}

describe('issue forms', () => {
  const [github, forgejo] = ['.github/ISSUE_TEMPLATE', '.forgejo/issue_template'];

  it('are the same for both forges', async () => {
    const names = await readdir(path.join(projectRoot, github));
    expect(await readdir(path.join(projectRoot, forgejo))).toEqual(names);
    for (const name of names) expect(await read(`${forgejo}/${name}`)).toBe(await read(`${github}/${name}`));
  });

  it('have what forges ask of a form', async () => {
    const forms = (await readdir(path.join(projectRoot, github))).filter((name) => name !== 'config.yml');
    expect(forms.length).toBeGreaterThan(0);
    for (const name of forms) {
      const { body, ...form } = parse(await read(`${github}/${name}`));
      expect(Object.keys(form)).toEqual(['name', 'description', 'labels']);
      const ids = body.flatMap(({ id }: { id?: string }) => id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { type, attributes } of body) {
        expect(['markdown', 'textarea', 'input', 'dropdown']).toContain(type);
        expect(attributes[type === 'markdown' ? 'value' : 'label']).toBeTypeOf('string');
        if (type === 'dropdown') expect(attributes.options.length).toBeGreaterThan(1);
      }
    }
  });
});

describe('workflows of this project', () => {
  it('name one version of the checkout, which is that of the examples', async () => {
    const files = ['.forgejo/workflows', 'examples/github', 'examples/forgejo'];
    const texts = await Promise.all(
      files.map(async (folder) => {
        const names = await readdir(path.join(projectRoot, folder));
        return await Promise.all(names.map((name) => read(`${folder}/${name}`)));
      }),
    );
    const documents = await Promise.all(['README.md', 'docs/publishing.md'].map(read));
    const versions = [...texts.flat(), ...documents].flatMap((text) => text.match(/actions\/checkout@\S+/g) ?? []);
    expect(new Set(versions)).toEqual(new Set(['actions/checkout@v6']));
  });

  it('take other actions by their commit where they may release', async () => {
    const { jobs } = parse(await read('.github/workflows/release.yml'));
    const uses = jobs.release.steps.flatMap((step: { uses?: string }) => step.uses ?? []);
    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) expect(action).toMatch(/@[0-9a-f]{40}$/);
  });

  it.each(['.github', '.forgejo'])(
    'release with the script, and a version that is no text of a shell: %s',
    async (forge) => {
      const { jobs } = parse(await read(`${forge}/workflows/release.yml`));
      const commands = jobs.release.steps.flatMap((step: { run?: string }) => step.run ?? []);
      expect(commands.join('\n')).toContain('npm run release -- "$VERSION"');
      expect(commands.join('\n')).not.toContain('${{');
    },
  );
});
