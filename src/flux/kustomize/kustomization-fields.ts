import type { Fields, Shape } from './shape.js';

/*
 * Every field of the files that kustomize interprets, in exact spelling. Sources: kustomize, api/types/*.go for the
 * kustomization, api/internal/builtins/*.go for the configurations of generators and transformers. Left out on purpose:
 * helmCharts, helmGlobals, helmChartInflationGenerator and the generator of that name, which Flux does not run either.
 */

const value: Shape = 'value';
const values: Shape = { list: value };
const labels: Shape = { map: value };

const kindFields = { group: value, version: value, kind: value };
const objectFields = { ...kindFields, name: value, namespace: value };
const selector: Shape = { fields: { ...objectFields, annotationSelector: value, labelSelector: value } };
const fieldSpecs: Shape = { list: { fields: { ...kindFields, path: value, create: value } } };
const metadata: Shape = { fields: { name: value, namespace: value, labels, annotations: labels } };
const typeFields = { apiVersion: value, kind: value, metadata };

const image: Shape = { fields: { name: value, newName: value, tagSuffix: value, newTag: value, digest: value } };
const replica: Shape = { fields: { name: value, count: value } };

const patchOptions: Shape = { fields: { allowNameChange: value, allowKindChange: value } };
const patchFields: Fields = { path: { reads: 'file' }, patch: value, target: selector, options: patchOptions };

const replacementOptions: Shape = { fields: { delimiter: value, index: value, encoding: value, create: value } };
const replacements: Shape = {
  list: {
    fields: {
      path: { reads: 'file' },
      source: { fields: { ...objectFields, fieldPath: value, options: replacementOptions } },
      sourceValue: value,
      targets: {
        list: {
          fields: { select: selector, reject: { list: selector }, fieldPaths: values, options: replacementOptions },
        },
      },
    },
  },
};

const generatorOptions: Shape = {
  fields: { labels, annotations: labels, disableNameSuffixHash: value, immutable: value },
};
const configMapFields: Fields = {
  name: value,
  namespace: value,
  behavior: value,
  literals: values,
  files: { list: { reads: 'keyed-file' } },
  envs: { list: { reads: 'file' } },
  env: { reads: 'file' },
  options: generatorOptions,
};
const secretFields: Fields = { ...configMapFields, type: value };

const files: Shape = { list: { reads: 'file' } };
const plugins: Shape = { list: { reads: 'plugin' } };

/** Of a Kustomization as of a Component. */
export const kustomizationFields: Fields = {
  ...typeFields,
  openapi: { fields: { path: { reads: 'file' }, version: value } },
  namePrefix: value,
  nameSuffix: value,
  namespace: value,
  commonLabels: labels,
  labels: {
    list: {
      fields: {
        pairs: labels,
        includeSelectors: value,
        includeTemplates: value,
        includeVolumeClaimTemplates: value,
        fields: fieldSpecs,
      },
    },
  },
  commonAnnotations: labels,
  patchesStrategicMerge: { list: { reads: 'patch' } },
  patchesJson6902: { list: { fields: patchFields } },
  patches: { list: { fields: patchFields } },
  images: { list: image },
  imageTags: { list: image },
  replacements,
  replicas: { list: replica },
  vars: {
    list: {
      fields: {
        name: value,
        objref: { fields: { ...objectFields, apiVersion: value } },
        fieldref: { fields: { fieldPath: value } },
      },
    },
  },
  sortOptions: {
    fields: { order: value, legacySortOptions: { fields: { orderFirst: values, orderLast: values } } },
  },
  resources: { list: { reads: 'resource' } },
  bases: { list: { reads: 'resource' } },
  components: { list: { reads: 'component' } },
  crds: files,
  configurations: files,
  configMapGenerator: { list: { fields: configMapFields } },
  secretGenerator: { list: { fields: secretFields } },
  generatorOptions,
  generators: plugins,
  transformers: plugins,
  validators: plugins,
  buildMetadata: values,
};

const prefix = { prefix: value };
const suffix = { suffix: value };

/** By kind, of what kustomize has built in: `apiVersion: builtin`. */
export const pluginFields: Readonly<Record<string, Fields>> = {
  AnnotationsTransformer: { ...typeFields, annotations: labels, fieldSpecs },
  ConfigMapGenerator: { ...typeFields, ...configMapFields },
  HashTransformer: typeFields,
  IAMPolicyGenerator: {
    ...typeFields,
    cloud: value,
    kubernetesService: { fields: { name: value, namespace: value } },
    serviceAccount: { fields: { name: value, projectId: value } },
  },
  ImageTagTransformer: { ...typeFields, imageTag: image, fieldSpecs },
  LabelTransformer: { ...typeFields, labels, fieldSpecs },
  NamespaceTransformer: { ...typeFields, fieldSpecs, unsetOnly: value, setRoleBindingSubjects: value },
  PatchJson6902Transformer: { ...typeFields, target: selector, path: { reads: 'file' }, jsonOp: value },
  PatchStrategicMergeTransformer: { ...typeFields, paths: { list: { reads: 'patch' } }, patches: value },
  PatchTransformer: { ...typeFields, ...patchFields },
  PrefixSuffixTransformer: { ...typeFields, ...prefix, ...suffix, fieldSpecs },
  PrefixTransformer: { ...typeFields, ...prefix, fieldSpecs },
  ReplacementTransformer: { ...typeFields, replacements },
  ReplicaCountTransformer: { ...typeFields, replica, fieldSpecs },
  SecretGenerator: { ...typeFields, ...secretFields },
  SuffixTransformer: { ...typeFields, ...suffix, fieldSpecs },
  ValueAddTransformer: {
    ...typeFields,
    value,
    targets: { list: { fields: { selector, fieldPath: value, filePathPosition: value } } },
    targetFilePath: { reads: 'file' },
  },
};
