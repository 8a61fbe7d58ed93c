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

/**
 * What a name says of its value: `image` when it ends in that word, `perhaps` when something follows that may be the name
 * of a part (`IMAGE_PROXY`), `other` when it says that the value is no image that runs, and nothing when it says nothing.
 */
export type Naming = 'image' | 'perhaps' | 'other' | 'nothing';

/** `docker_image`, `imageRef`, `BASE_IMAGES`, `baseimage`, `images.yaml`; not `imagePullPolicy`, `IMAGE_MODEL`. */
export function namingOf(name: string): Naming {
  if (!/image/i.test(name)) return 'nothing';
  const words = wordsOf(name.replace(fileEnding, ''));
  const at = words.findLastIndex((word) => imageWord.test(word));
  if (at < 0) return 'other';
  if (speaksOfOthers(words)) return 'other';
  const [before, after] = [words.slice(0, at), words.slice(at + 1)];
  const follower = after.filter((word) => !referenceWords.has(word) && !/^\d+$/.test(word));
  if (after[0] === 'pull' && after[1] !== 'spec') return 'other';
  if (follower.length > 0 && before.at(-1) !== 'related') return follower.some(isSubject) ? 'other' : 'perhaps';
  return isNoContainer(before, words[at] ?? '') ? 'other' : 'image';
}

export function namesImage(name: string): boolean {
  return namingOf(name) === 'image';
}

/** A configuration file is named for what is in it: `images.yaml`, `images.txt`. */
const fileEnding = /\.(?:ya?ml|json|toml|txt|list|conf|cfg|ini|env|properties)$/i;

const imageWord = /images?$|^image(?:names?|refs?|reference)$/;

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter((word) => word !== ''));
}

/** Words behind `image` that still mean the reference: `imageRef`, `imageName`, `imagePullSpec`, `IMAGE_LIST`. */
const referenceWords = set('ref refs reference references name names pull spec full fqn fqin list default');

/** Words that make a name one of images that are not run here, wherever they stand. */
const others = set(`
  allow allowed allows allowlist allowlisted deny denied denies denylist disallowed exclude excluded excludes excluding
  exclusion exclusions ignore ignored ignores ignoring skip skipped skips exempt exempted exemptions block blocked
  blocklist banned forbidden prohibited permitted approved trusted untrusted whitelist whitelisted blacklist blacklisted
  pattern patterns regex mirror mirrors mirrored scanned signed unsigned vulnerable win windows win32
  output outputs destination dest push pushed
`);

function speaksOfOthers(words: readonly string[]): boolean {
  return words.some((word, index) => {
    // Kafka's MirrorMaker is a program.
    if (word === 'mirror' && words[index + 1]?.startsWith('maker')) return false;
    // What a scanner looks at; `scanImage` and `SCAN_JOB_IMAGE` are what it runs.
    if (word === 'scan' && words[index + 1] === 'images') return true;
    return others.has(word);
  });
}

/** Keys of maps whose images are not run here: `allowed: {images: […]}`, `windows: {image: …}`, `output: {image: …}`, and
 * disks of machines: `ami: {image: …}`. */
const otherParts = set(`
  allow allowed allowlist deny denied denylist disallowed exclude excluded excludes exclusions ignore ignored ignores
  exempt exempted exemptions forbidden permitted whitelist blacklist win windows output outputs destination destinations
  ami amis machine machines
`);

export function isOtherPart(key: string): boolean {
  return otherPart.test(key) && wordsOf(key).some((word) => otherParts.has(word));
}

/** One expression before the words are looked at, for this is asked of every map. */
const otherPart = /allow|den[iy]|exclu|ignore|exempt|forbid|permit|list|win|output|destin|ami|machine/i;

/** Things that an image has, or that deal with pictures: a name that goes on with one of them means that thing. */
const subjects = set(`
  account address age alt analysis analyzer annotation annotations api arch architecture archive args aspect auth
  backend brightness bucket buffer caption captioner captioning captions channel channels checksum class classes
  classification classifier color colors command comparison compression concurrency config configuration context
  conversion converter count cpu credential credentials cron crop date decoder definition delay delete deletion depth
  desc description detection detector device diffusion digest dimension dimensions dir directory disk disabled domain
  download duration edit editing editor effect embedding embeddings enable enabled encoder encoding endpoint endpoints
  enhancement events exif expiration expiry ext extension extensions extractor family feature features file filename
  files filter filters flavor flavour folder for format formats formatter frequency gc generation generator group hash
  height history host hosts id ids index info input inspection interval key keys kind label labels lang language
  languages layer layers length level library lifetime limit limits link links list locale location log login manifest
  max maximum meta metadata method mime min minimum mode model models moderation namespace namespaces ocr opacity
  operation optimization optimizer option options order orientation os owner padding param parameters params password
  path paths payload period permission permissions pixel pixels platform platforms policies policy port position
  prefix preview processing processor profile project prompt prompts provider providers pull quality quota ratio
  recognition regexp region registries registry replicas repo repositories repository request requests resize
  resolution resource resources result results retention role rotation route sampler scale scaling scan scanning
  schedule schema score search secret secrets seed segmentation selector sha sha256 shape sharpness sig signature
  signer signing similarity size sizes sort source src stage state status step steps storage store stores strategy
  stream style suffix sync table tables tag tags task text theme threads threshold thumbnail thumbnails time timeout
  timestamp title to token tokens topic topics transform transformation transformer translation ttl type types upload
  uploads uploader upscaler usage use user username users uuid vae validation variant variants vendor verification
  verify version versions view viewer vision volume volumes vulnerability watermark weight weights width window
  workflow workflows zone zoom
`);

function isSubject(word: string): boolean {
  return subjects.has(word);
}

/** A picture that people look at, or the disk of a machine, if the word stands right before `image`. */
const noContainers = set(`
  ami disk iso machine os vm
  avatar background banner caption cover favicon gallery header hero icon logo og photo placeholder poster profile
  screenshot splash thumb thumbnail wallpaper watermark
`);

function isNoContainer(before: readonly string[], word: string): boolean {
  return noContainers.has(before.at(-1) ?? '') || noContainers.has(word.replace(/images?$/, ''));
}

/** Words for things that lie in a registry, and are named as images are, but that no container runs. */
const artifacts = set(`
  oci bundle bundles db database checks artifact artifacts chart charts module modules wasm policy policies
  package packages model models mirror mirrors scan allowed excluded ignored exclude ignore win windows
`);

export function namesArtifact(name: string): boolean {
  return wordsOf(name).some((word) => artifacts.has(word));
}

/** Words for what a value is when it is a place, a label or a part of an image, at the key itself. */
const places = set(`
  location destination dest bucket path endpoint rules rule tag tags version label labels selector
  taint taints toleration resource resources gvk kind
`);

/** The name of a value that looks like an image and is something else, such as a backup's location. */
export function namesOtherThing(name: string): boolean {
  return wordsOf(name).some((word) => places.has(word)) || namingOf(name) === 'other' || /plugin_?-?ref$/i.test(name);
}
