/** The words of a key, flag or variable name, in lower case: `connectionPoolerImage`, `POOLER_IMAGE`, `pooler.image`. */
export function wordsOf(name: string): string[] {
  if (name.length > maximumNameLength) return [];
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** The longest key of a ConfigMap; longer names are no names. */
const maximumNameLength = 253;

/** Words beside `image` that tell of something else than a reference, or of an image that is not to be run. */
const otherWords = new Set(
  `pull policy policies secret secrets type format repository repositories registry registries tag tags digest
   credential credentials bucket size scan scanner allowed allow deny denied allowlist denylist exclude excluded
   excludes ignore ignored ignores pattern patterns prefix regex mirror mirrors win windows
   account role endpoint host address`.split(/\s+/),
);

/** `image`, `docker_image`, `imageRef`, `BASE_IMAGES`, `baseimage`; not `imagePullPolicy` or `IMAGE_TYPE`. */
export function namesImage(name: string): boolean {
  if (!/image/i.test(name)) return false;
  const words = wordsOf(name);
  return (
    words.some((word) => /images?$|^image(?:name|ref|reference)$/.test(word)) &&
    !words.some((word) => otherWords.has(word))
  );
}

/** Words for things that lie in a registry, and are named as images are, but that no container runs. */
const artifactWords = new Set(
  `oci bundle bundles db database checks artifact artifacts chart charts module modules wasm policy policies
   mirror mirrors scan allowed excluded ignored exclude ignore win windows`.split(/\s+/),
);

export function namesArtifact(name: string): boolean {
  return wordsOf(name).some((word) => artifactWords.has(word));
}
