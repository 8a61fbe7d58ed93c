import path from 'node:path';
import { type Json, textAt } from '../../json.js';
import type { Place, Problem } from '../../problem.js';
import { linkFault, type SourceEntry, type SourceLink } from '../../source-entry.js';
import type { Manifest } from '../manifests/manifest.js';
import { jsonText } from './json-text.js';
import { pluginFields } from './kustomization-fields.js';
import {
  findKustomizationFile,
  findLinkedKustomization,
  isInlineYaml,
  isRemote,
  isRemoteFile,
  keyedFile,
} from './kustomization-file.js';
import { type FolderContext, type KustomizationFolder, refusal, refusalOf } from './kustomization-folder.js';
import { readRegularFile, requireRegularFile } from './regular-file.js';
import { type ReferenceKind, rewrite, type ShapeVisitor } from './shape.js';
import { copyPath, folderPath, writtenPath } from './stage-paths.js';
import { parseStrictly } from './strict-yaml.js';

/** What a text of a kustomization names. */
interface Target {
  kind: SourceEntry['kind'] | 'elsewhere';
  /** From the root, as it is named. */
  name: string;
  /** Without the links of what kustomize fetches itself. */
  real: string;
  link?: SourceLink;
}

/** A file that is no kustomization at all has a fault a line. */
const maxFaults = 20;

/**
 * Looks up what a kustomization or a configuration beside it names, notes it in the result, and gives the path in the
 * stage in its place. Paths are relative to the folder of the kustomization, wherever they are written.
 */
export class ReferenceReader implements ShapeVisitor {
  private readonly read: Record<ReferenceKind, (target: string, field: string[]) => string[]> = {
    resource: (target, field) => this.readResource(target, field),
    component: (target, field) => this.readComponent(target, field),
    file: (target, field) => this.readFile(target, field),
    'keyed-file': (text, field) => this.readKeyedFile(text, field),
    patch: (text, field) => this.readPatch(text, field),
    plugin: (text, field) => this.readPlugin(text, field),
  };

  /** @param manifest What is being read. */
  constructor(
    private readonly context: FolderContext,
    private readonly manifest: Manifest,
    private readonly result: KustomizationFolder,
  ) {}

  reference(kind: ReferenceKind, target: string, field: string[]): string[] {
    return this.read[kind](target, field);
  }

  refuse(reason: string, field: string[]): void {
    this.addFault(refusal(reason, this.manifest.placeOf(...field)));
  }

  private addFault(fault: Problem): void {
    if (this.result.faults.length < maxFaults) this.result.faults.push(fault);
  }

  private readResource(target: string, field: string[]): string[] {
    const found = this.followAnywhere(target);
    if (this.context.isOutput(found.name)) return [];
    if (found.kind === 'file') return this.copy(found, field);
    return this.readFolder(found, target, field);
  }

  private readComponent(target: string, field: string[]): string[] {
    const found = this.followAnywhere(target);
    return this.context.isOutput(found.name) ? [] : this.readFolder(found, target, field);
  }

  private readFolder(found: Target, target: string, field: string[]): string[] {
    if (found.kind === 'elsewhere') {
      this.addRemote(target, field);
      return [];
    }
    if (found.kind !== 'folder') return this.refuseTarget(found, target, field);
    const { tree, isIgnored } = this.context;
    if (findKustomizationFile(tree, found.real, isIgnored) === undefined) {
      const ignored = findKustomizationFile(tree, found.real, () => false);
      if (ignored !== undefined) return this.refuseAbsent(target, ignoredFault(ignored), field);
      const link = findLinkedKustomization(tree, found.real);
      if (link !== undefined) return this.refuseAbsent(target, linkFault(link), field);
      this.refuse(`it names ${JSON.stringify(target)}, and the folder ${found.name} has no kustomization.yaml`, field);
      return [];
    }
    this.result.folders.add(found.real);
    return [folderPath(found.real)];
  }

  private readFile(target: string, field: string[]): string[] {
    const found = this.find(target, field);
    return found ? this.copy(found, field) : [];
  }

  private readKeyedFile(text: string, field: string[]): string[] {
    const { key, target } = keyedFile(text);
    return this.readFile(target, field).map((staged) => `${key}=${staged}`);
  }

  private readPatch(text: string, field: string[]): string[] {
    return isInlineYaml(text) ? [this.write(text, this.manifest.placeOf().file)] : this.readFile(text, field);
  }

  private readPlugin(text: string, field: string[]): string[] {
    const { placeOf } = this.manifest;
    if (isInlineYaml(text)) return this.writePlugin(text, placeOf().file, () => placeOf(...field));
    const found = this.find(text, field);
    return found && this.isFit(found, field) ? this.writePlugin(this.textOf(found.real), found.real) : [];
  }

  /** @param placeOf Of all that is in a text inside of another file. */
  private writePlugin(text: string, file: string, placeOf?: () => Place): string[] {
    try {
      const documents = parseStrictly(text, file, 'plugin').map((plugin) =>
        this.rewritePlugin(placeOf ? { ...plugin, placeOf } : plugin),
      );
      return [this.write(documents.map(jsonText).join('\n---\n'), file)];
    } catch (error) {
      this.addFault({ ...refusalOf(error, file), ...(placeOf && { place: placeOf() }) });
      return [];
    }
  }

  /** What is built in, and nothing that starts a program; each is a document of its own, in no list. */
  private rewritePlugin(plugin: Manifest): Json {
    const reader = new ReferenceReader(this.context, plugin, this.result);
    const kind = textAt(plugin.object, 'kind');
    const fields = Object.hasOwn(pluginFields, kind) ? pluginFields[kind] : undefined;
    if (plugin.object.apiVersion === 'builtin' && fields) return rewrite(plugin.object, fields, reader);
    reader.refuse(`it uses ${JSON.stringify(kind)}, which is no generator or transformer of apiVersion builtin`, [
      'kind',
    ]);
    return {};
  }

  /** The file of the repository that the text names. */
  private find(target: string, field: string[]): Target | undefined {
    const found = this.followAnywhere(target);
    if (found.kind === 'file') return found;
    if (found.kind !== 'elsewhere') this.refuseTarget(found, target, field);
    else if (this.isAskedFor(target)) this.refuseUnfetched(target, field);
    else this.addRemote(target, field);
    return undefined;
  }

  private copy(found: Target, field: string[]): string[] {
    if (!this.isFit(found, field)) return [];
    this.result.copies.add(found.real);
    return [copyPath(found.real)];
  }

  private isFit({ name, real }: Target, field: string[]): boolean {
    this.result.files.set(name, real);
    if (this.context.isIgnored(name)) {
      this.refuseAbsent(name, ignoredFault(name), field);
      return false;
    }
    try {
      requireRegularFile(this.context.tree, real);
      return true;
    } catch (error) {
      this.addFault({ ...refusalOf(error, real), place: this.manifest.placeOf(...field) });
      return false;
    }
  }

  private write(text: string, file: string): string {
    const name = writtenPath(file, this.result.written.size);
    this.result.written.set(name, { text, file });
    return name;
  }

  private textOf(file: string): string {
    return readRegularFile(this.context.tree, file).toString('utf8');
  }

  /** That a host does not answer is no fault of this repository's. */
  private refuseUnfetched(target: string, field: string[]): void {
    const base = this.context.bases?.find(target);
    const why = base && 'fault' in base ? `cannot be fetched (${base.fault})` : 'is not fetched';
    const fault = refusal(`it reads ${JSON.stringify(target)}, which ${why}`, this.manifest.placeOf(...field));
    this.addFault(base ? { ...fault, severity: 'warning' } : fault);
  }

  private addRemote(target: string, field: string[]): void {
    const base = this.context.bases?.find(target);
    this.result.remote.push({ target, manifest: this.manifest, field, ...(base && 'fault' in base && { base }) });
  }

  /** Is there nothing to wait for any more? */
  private isAskedFor(target: string): boolean {
    return !this.context.bases || this.context.bases.find(target) !== undefined;
  }

  private followAnywhere(target: string): Target {
    const { tree, bases } = this.context;
    const found = this.follow(target);
    if (!isRemote(target) || (found.kind === 'file' && !isRemoteFile(target))) return found;
    const base = bases?.find(target);
    if (!base || !('path' in base)) return { kind: 'elsewhere', name: found.name, real: found.name };
    const there = tree.resolve(base.path);
    return targetOf(there, base.path);
  }

  private follow(target: string): Target {
    const { tree } = this.context;
    const { folder } = this.result;
    const name = path.posix.join(folder, target).replace(/\/+$/, '');
    const isInside = !path.posix.isAbsolute(target) && tree.mountOf(name) === tree.mountOf(folder);
    return targetOf(isInside ? tree.resolve(name) : { kind: 'outside' }, name);
  }

  private refuseAbsent(target: string, reason: string, field: string[]): [] {
    this.refuse(`it names ${JSON.stringify(target)}, and ${reason}`, field);
    return [];
  }

  private refuseTarget({ kind, name, link }: Target, target: string, field: string[]): [] {
    if (link !== undefined) return this.refuseAbsent(target, linkFault(link), field);
    const written = JSON.stringify(target);
    if (kind === 'outside') {
      const message = `The kustomization reads ${written}, which lies outside of this repository or in its .git: it is not built.`;
      this.addFault({ severity: 'error', kind: 'kustomize', message, place: this.manifest.placeOf(...field) });
    } else if (kind !== 'missing') {
      this.refuse(`it names ${written}, which is a ${kind}, and that may not stand here`, field);
    } else {
      this.refuseAbsent(target, `there is no ${name}`, field);
    }
    return [];
  }
}

/** source-controller, internal/controller/gitrepository_controller.go: reconcileArtifact. */
function ignoredFault(file: string): string {
  return `Flux's source does not have ${file}: .sourceignore, spec.ignore or the patterns that Flux uses without them leave it out`;
}

function targetOf(found: SourceEntry, name: string): Target {
  const link = found.kind === 'link' ? { link: found } : {};
  return { kind: found.kind, name, real: 'path' in found ? found.path : name, ...link };
}
