import type { Json } from '../../json.js';
import { GoYamlError, parseGoYaml } from '../manifests/go-yaml.js';
import { parseManifests } from '../manifests/parse-manifests.js';

/** The faster parser, which reads as Flux does, takes nearly everything that kustomize writes. */
export function parseDocument(text: string): Json | undefined {
  try {
    return parseGoYaml(text);
  } catch (error) {
    if (error instanceof GoYamlError) return parseManifests(text, '').manifests[0]?.object;
    throw error;
  }
}
