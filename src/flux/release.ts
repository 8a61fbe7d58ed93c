import type { JsonObject } from '../json.js';
import type { Place, ReleaseId } from '../problem.js';

/** A labelled HelmRelease as Flux would run it: after the Kustomization tree, substitution and patches. */
export interface Release {
  id: ReleaseId;
  /** The manifest that declares it. */
  place: Place;
  /** Helm's release name (helm-controller, internal/release/name.go). */
  releaseName: string;
  /** Where Helm installs it, and where its pods run unless the chart says otherwise. */
  releaseNamespace: string;
  /** `spec.install.createNamespace`: Helm makes the namespace when it installs the release. */
  createsNamespace?: true;
  /** `spec.suspend`: Flux does not reconcile it now; it is kept, and said in the log. */
  suspended: boolean;
  chart: Chart;
  /** Where its manifest says which chart, and which version of it. */
  chartPlaces?: { name: Place; version: Place };
  /** `valuesFrom` and `values`, merged as helm-controller does. */
  values: JsonObject;
  /**
   * Settings for Helm's `--set`, which set some of the values once more: whole numbers of a `targetPath` are integers for
   * Flux, and every number of a values file is a floating point number for Helm.
   */
  integers: string[];
  postRenderers: PostRenderer[];
  /** Which of the rendered objects the post-renderers see. */
  postRenderStrategy: PostRenderStrategy;
  /** Which of the chart's hooks ever run. */
  hooks: ReleaseHooks;
  control: ReleaseControl;
}

/** Annotations `<label>-exclude`, `-include`, `-strategy` and `-patch`, as written; empty when absent. */
export interface ReleaseControl {
  /** Regular expressions, one a line. */
  exclude: string;
  /** Image references, one a line. */
  include: string;
  strategy: string;
  /** YAML of a JSON merge patch. */
  patch: string;
}

/**
 * `combined`: hooks and other objects together; `separate`: each of both for themselves; `nohooks`: no hooks.
 * Source: helm-controller, api/v2/helmrelease_types.go.
 */
export type PostRenderStrategy = 'combined' | 'separate' | 'nohooks';

export interface ReleaseHooks {
  tests: ReleaseTests;
  /** The actions with `disableHooks`, whose hooks never run; missing where there is none. */
  disabled?: HookAction[];
}

/** `spec.test`; the names are those of hooks, and without any included ones all count (helm, pkg/action/release_testing.go). */
export interface ReleaseTests {
  enabled: boolean;
  included: string[];
  excluded: string[];
}

/** What runs hooks, and has a `disableHooks` of its own (helm-controller, internal/action: install.go and its kin). */
export const hookActions = ['install', 'upgrade', 'rollback', 'uninstall'] as const;
export type HookAction = (typeof hookActions)[number];

/** One entry of `spec.postRenderers`: a kustomize build over the rendered manifests. */
export interface PostRenderer {
  patches: JsonObject[];
  images: JsonObject[];
}

export interface Chart {
  location: ChartLocation;
  /** Files that replace the chart's `values.yaml`; the later wins. */
  valuesFiles: string[];
  ignoreMissingValuesFiles: boolean;
  /** The Flux source object, as `Kind namespace/name`, and its place; what copies it deeply looks the place up. */
  source: { object: string; readonly place?: Place };
}

/** Where a chart lies, with all that decides which chart it is; equal locations are pulled once. */
export type ChartLocation = HttpChart | OciChart | DirectoryChart | GitChart;

/** A chart of an HTTP repository with an `index.yaml`. */
export interface HttpChart {
  kind: 'http';
  /** `spec.url` of the HelmRepository, without a slash at the end. */
  url: string;
  name: string;
  /** An exact version or a semver range; `*` is the highest that is no pre-release. */
  version: string;
}

/** A chart in an OCI registry. */
export interface OciChart {
  kind: 'oci';
  /** `oci://host/path/chart`, without a tag. */
  url: string;
  /**
   * Exactly one of these decides, by Flux's precedence. `version` is the `spec.version` of a HelmRepository chart:
   * an exact tag if there is one, else a range.
   */
  reference: { digest: string } | { semver: string; filter?: string } | { tag: string } | { version: string };
  /** `spec.layerSelector.mediaType` of an OCIRepository: the layer that is the chart; else the first one is. */
  layerMediaType?: string;
  /** `spec.insecure`: plain HTTP. */
  insecure: boolean;
}

/** A chart that is a folder of this repository. */
export interface DirectoryChart {
  kind: 'directory';
  /** Relative to the repository's root, with `/`. */
  path: string;
  /** `spec.ignore` of the source, if it has one: patterns of what it leaves out. */
  ignored?: string;
}

/** A chart that is a folder of another Git repository. */
export interface GitChart {
  kind: 'git';
  url: string;
  /** One ref by Flux's precedence: commit, name, semver, tag, branch. */
  reference: { commit: string } | { name: string } | { semver: string } | { tag: string } | { branch: string };
  /** Relative to that repository's root. */
  path: string;
  /** `spec.ignore` of the source, if it has one: patterns of what it leaves out. */
  ignored?: string;
  /** `spec.recurseSubmodules` of the source: the folder may lie in a submodule. */
  submodules?: true;
}
