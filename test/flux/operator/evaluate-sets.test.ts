import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Build } from '../../../src/flux/kustomize/builder.js';
import type { Manifest } from '../../../src/flux/manifests/manifest.js';
import { evaluateSets } from '../../../src/flux/operator/evaluate-sets.js';
import { TemplateTime } from '../../../src/flux/operator/template-time.js';
import type { Json, JsonObject } from '../../../src/json.js';
import { createTools } from '../../../src/tools/tools.js';
import { temporaryFolder } from '../../support/checkout.js';
import { useKubectl } from '../repository.js';
import { templateResources } from './template-resources.js';

const providers = { find: () => undefined, ofKind: () => [] };

function setOf(spec: JsonObject): Manifest {
  const object = { apiVersion: 'fluxcd.controlplane.io/v1', kind: 'ResourceSet', metadata: { name: 'a' }, spec };
  return { object, placeOf: () => ({ file: 'a.yaml' }) };
}

/** What a set makes: its objects, or what is wrong with it. */
async function make(spec: JsonObject): Promise<Json[] | string> {
  await useKubectl();
  const [build] = await evaluateSets([setOf(spec)], providers, await templateResources());
  if (build?.failed) return build.problems.map(({ message, detail }) => `${message} ${detail ?? ''}`).join();
  return (build?.documents ?? []).map((document) => document.object() ?? null);
}

const inputs = [
  { name: 'My App', count: 3, big: 1000000, on: true, list: [{ a: 1 }, { b: 2 }], map: { x: 'z' }, none: '' },
];

/** The value that a template makes of the inputs. */
async function madeOf(template: string): Promise<Json | string> {
  const made = await make({ inputs, resourcesTemplate: `kind: A\nmetadata: {name: a}\nvalue: ${template}\n` });
  return typeof made === 'string' ? made : ((made[0] as JsonObject).value ?? null);
}

describe('A template makes what the operator makes of it:', () => {
  it.each<[string, Json]>([
    ['<< inputs.name >>', 'My App'],
    ['<<inputs.count>>', 3],
    ['"<< inputs.count >>"', '3'],
    ['<< inputs.big >>', 1000000],
    ['<< inputs.count | quote >>', '3'],
    ['<< if inputs.on >>yes-it-is<< else >>no<< end >>', 'yes-it-is'],
    ['<< if eq inputs.count 3 >>three<< end >>', 'three'],
    ['<< if false >><< inputs.missing >><< end >>kept', 'kept'],
    ['<<- " trimmed " ->>', 'trimmed'],
    ['x<</* a comment with >> in it */>>y', 'xy'],
    ['<< "a >> b" >>', 'a >> b'],
    ['"{{ .Values.x }}"', '{{ .Values.x }}'],
    ['"<< inputs.name | slugify >>"', 'my-app'],
    ['<< inputs.none | default "other" >>', 'other'],
    ['<< get inputs "missing" | default "other" >>', 'other'],
    ['<< inputs.map | toYaml | nindent 2 >>', { x: 'z' }],
    ['<< $n := inputs.name >><< $n | upper >>', 'MY APP'],
    ['[<< range $i, $item := inputs.list >><< $i >>, << end >>]', [0, 1]],
    ['<< with inputs.map >><< .x >><< end >>', 'z'],
    ['<< (index inputs.list 0).a >>', 1],
    ['<< inputs.provider.kind >>', 'ResourceSet'],
    ['<< define "of" >><< inputs.name >><< end >><< template "of" >>', 'My App'],
    ['<< block "of" inputs >><< .name >> is << inputs.count >><< end >>', 'My App is 3'],
    ['<< "Größe & Ærø Łódź’s — straße" | slugify >>', 'grosse-and-aero-lodzs-strasse'],
  ])('%s', async (template, expected) => {
    expect(await madeOf(template)).toEqual(expected);
  });

  it.each([
    ['<< inputs.missing >>', 'map has no entry for key "missing"'],
    ['<< inputs.map.z >>', 'map has no entry for key "z"'],
    ['<< range inputs.list >><< .a >><< end >>', 'map has no entry for key "a"'],
    ['<< inputs.missing | default "x" >>', 'map has no entry for key "missing"'],
    ['<< lookup "v1" "Secret" "a" "b" >>', "the function 'lookup' is not known"],
    ['<< include "x" . >>', "the function 'include' is not known"],
    ['<< inputs.name', "has no '>>' after it"],
    ['<< "a >>', 'has a quote without an end'],
    ["<< 'a >>", 'has a quote without an end'],
    ['<< `a >>', 'has a quote without an end'],
    ['<</* a >>', 'has a comment without an end'],
    ['[', 'cannot be read'],
  ])('%s is an error', async (template, message) => {
    expect(await madeOf(template)).toContain(message);
  });
});

describe('A set', () => {
  const object = (name: string, more = {}) => ({ apiVersion: 'v1', kind: 'A', metadata: { name, ...more } });
  it('makes each object once, whatever the version, and leaves out those that are disabled', async () => {
    const disabled = { annotations: { 'fluxcd.controlplane.io/reconcile': '<< inputs.state >>' } };
    const made = await make({
      inputs: [
        { name: 'x', state: 'enabled' },
        { name: 'y', state: 'disabled' },
      ],
      resources: [object('same'), { ...object('same'), apiVersion: 'v2' }, object('<< inputs.name >>', disabled)],
    });
    expect((made as JsonObject[]).map(({ metadata }) => (metadata as JsonObject).name)).toEqual(['same', 'x']);
  });

  it.each<[string, JsonObject, string]>([
    ['with steps and resources', { steps: [{ resources: [object('a')] }], resources: [object('b')] }, 'beside them'],
    [
      'whose steps make the same',
      { steps: [{ resources: [object('a')] }, { resources: [object('a')] }] },
      'two of its steps',
    ],
    ['without inputs that reads one', { resources: [object('<< inputs.name >>')] }, 'no entry for key "name"'],
    ['with inputs of the cluster', { inputsFrom: [{ name: 'x' }], resources: [object('a')] }, 'is not in Git'],
  ])('%s is said', async (_, spec, message) => {
    expect(await make(spec)).toContain(message);
  });

  it('that needs letters which are not evaluated is not said to be wrong', async () => {
    const said = await make({ inputs: [{ name: '名前' }], resources: [object('<< inputs.name | slugify >>')] });
    expect(said).toMatch(/^What this ResourceSet makes is not seen, for slugify is given letters/);
  });

  it('combines what it is given', async () => {
    const spec = { inputs: [{ a: 1 }], inputStrategy: { name: 'Permute' } };
    const made = await make({
      ...spec,
      resources: [{ kind: 'A', metadata: { name: 'n<< inputs.a.a >>-<< inputs.id >>' } }],
    });
    expect(made).toMatchObject([{ metadata: { name: 'n1-30408911' } }]);
  });
});

describe('Sets side by side', () => {
  const manifest = (value: string) => `kind: A\nmetadata: {name: a}\nvalue: ${value}\n`;
  const valuesOf = (builds: Build[]) =>
    builds.map(({ documents: [made], failed }) => (failed ? 'failed' : made && (made.object() as JsonObject).value));

  it.each([
    ['quoted', '<< define "image" >>%<< end >>', '<< template "image" >>'],
    ['in back quotes', '<< define `image` >>%<< end >>', '<< template "image" >>'],
    ['in its place', '', '<< block "image" . >>%<< end >>'],
  ])('each have their own templates: %s', async (_, define, use) => {
    await useKubectl();
    const sets = ['one', 'two'].map((value) =>
      setOf({ resourcesTemplate: `${define}${manifest(use)}`.replace('%', value) }),
    );
    expect(valuesOf(await evaluateSets(sets, providers, await templateResources()))).toEqual(['one', 'two']);
  });

  it.each(['prepuller.need', 'sets/templates/_1.tpl'])('do not reach what prepuller calls %s', async (name) => {
    await useKubectl();
    const sets = [
      setOf({ resourcesTemplate: `<< define "${name}" >>changed<< end >>${manifest('one')}` }),
      setOf({ inputs: [{ name: 'two' }], resourcesTemplate: manifest('<< inputs.name >>') }),
    ];
    expect(valuesOf(await evaluateSets(sets, providers, await templateResources()))).toEqual(['one', 'two']);
  });

  it('are not held up for long by one that takes too much: it is run once with the others, and once alone', async () => {
    await useKubectl();
    const { command } = await createTools().helm();
    const folder = await temporaryFolder('greedy');
    const counting = path.join(folder, 'helm');
    const script = `#!/bin/sh\nfor last; do :; done\ngrep -rq greedy "$last" && echo >> ${folder}/runs\nexec ${command} "$@"\n`;
    await writeFile(counting, script, { mode: 0o755 });
    const helm = async () => ({ command: counting, args: [], version: '4.0.0', memoryBytes: 200 * 1024 * 1024 });
    const greedy = manifest('<< repeat 200000000 "greedy" | len >>');
    const sets = ['one', 'two', 'three', greedy, 'five'].map((value) =>
      setOf({ resourcesTemplate: value === greedy ? greedy : manifest(value) }),
    );
    const builds = await evaluateSets(sets, providers, await templateResources({ tools: { ...createTools(), helm } }));
    expect(valuesOf(builds)).toEqual(['one', 'two', 'three', 'failed', 'five']);
    expect(builds[3]?.problems[0]?.message).toContain('took more than 200 MiB of memory');
    expect((await readFile(path.join(folder, 'runs'), 'utf8')).length).toBe(2);
  });

  it('have an end in sum, however many have to be ended', async () => {
    await useKubectl();
    const { command } = await createTools().helm();
    const helm = async () => ({ command, args: [], version: '4.0.0', memoryBytes: 100 * 1024 * 1024 });
    const greedy = manifest('<< repeat 200000000 "greedy" | len >>');
    const builds = await evaluateSets(
      [greedy, greedy, greedy, greedy].map((text) => setOf({ resourcesTemplate: text })),
      providers,
      await templateResources({ tools: { ...createTools(), helm }, time: new TemplateTime(1) }),
    );
    const messages = builds.map(({ problems }) => problems[0]?.message ?? '');
    expect(messages.slice(0, 2).every((message) => message.includes('of memory'))).toBe(true);
    expect(messages.slice(2).every((message) => message.includes('took all the time'))).toBe(true);
  });
});
