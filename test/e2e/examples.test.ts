import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inputTable } from '../../src/inputs/table.js';
import { projectRoot } from '../support/render.js';
import { inputsIn, readWorkflow, startsOn, type Workflow } from '../support/workflow.js';

const names = (await readdir(path.join(projectRoot, 'examples/github'))).sort();

async function textOf(name: string): Promise<string> {
  return await readFile(path.join(projectRoot, 'examples', name), 'utf8');
}

describe('the examples', () => {
  it('are the same for both forges, but for where they lie, who runs them, and what a token may do', async () => {
    expect((await readdir(path.join(projectRoot, 'examples/forgejo'))).sort()).toEqual(names);
    for (const name of names) {
      const forgejo = await textOf(`forgejo/${name}`);
      const asOnGitHub = forgejo
        .replaceAll('.forgejo/workflows/', '.github/workflows/')
        .replaceAll('runs-on: docker', 'runs-on: ubuntu-latest')
        .replaceAll('https://your.forge/', '');
      const github = await textOf(`github/${name}`);
      expect(github.replace(/^permissions:\n(?: {2}.*\n)+/m, '')).toBe(asOnGitHub);
    }
  });

  it.each(names)('ask for no more rights than they need: %s', async (name) => {
    const workflow = await readWorkflow(`github/${name}`);
    const inputs = inputsIn(workflow);
    const isChecking = inputs.every(({ check }) => check === true);
    const isProposing = inputs.some(({ publish }) => publish === 'pull-request');
    expect(workflow.permissions).toEqual({
      contents: isChecking ? 'read' : 'write',
      ...(isProposing && { 'pull-requests': 'write' }),
    });
  });

  it.each(names)('have inputs that there are, and start on a change of themselves alone: %s', async (name) => {
    const workflow = await readWorkflow(`forgejo/${name}`);
    const known = Object.values(inputTable).map((input) => input.name);
    for (const inputs of inputsIn(workflow)) expect(known).toEqual(expect.arrayContaining(Object.keys(inputs)));
    const place = /^# Copy it to (\S+),/m.exec(await textOf(`forgejo/${name}`))?.[1] ?? '';
    expect(startsOn(workflow, eventOf(workflow), 'main', [place])).toBe(true);
    expect(startsOn(workflow, eventOf(workflow), 'main', ['README.md'])).toBe(false);
  });

  it('start on no commit of their own', async () => {
    for (const name of names.filter((example) => example !== 'check.yml')) {
      const workflow = await readWorkflow(`forgejo/${name}`);
      const folder = name === 'several-clusters.yml' ? 'clusters/staging/prepullers' : 'infrastructure/prepullers';
      expect(startsOn(workflow, eventOf(workflow), 'main', [`${folder}/prepuller-web.yaml`])).toBe(false);
      expect(startsOn(workflow, eventOf(workflow), 'main', ['apps/web.yaml'])).toBe(true);
    }
  });

  it('stand in the documents in their own words', async () => {
    const documents = [
      'README.md',
      'docs/publishing.md',
      'docs/warm-before-the-rollout.md',
      'docs/several-clusters.md',
    ];
    const texts = await Promise.all(documents.map((file) => readFile(path.join(projectRoot, file), 'utf8')));
    const steps = texts.flatMap((text) =>
      [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].flatMap(([, yaml = '']) => stepsIn(yaml)),
    );
    expect(steps.length).toBeGreaterThanOrEqual(4);
    const examples = await Promise.all(names.map((name) => readWorkflow(`github/${name}`)));
    const known = examples.flatMap(inputsIn);
    for (const step of steps) expect(known).toContainEqual(step);
  });
});

function eventOf({ on }: Workflow): 'push' | 'pull_request' {
  return on.push === undefined ? 'pull_request' : 'push';
}

/** The inputs that a whole workflow in the documents gives to the action. */
function stepsIn(yaml: string): object[] {
  if (!/^jobs:/m.test(yaml)) return [];
  return inputsIn(parse(yaml) as Workflow);
}
