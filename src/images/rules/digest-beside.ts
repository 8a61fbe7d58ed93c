import { parseReference } from '../../image-reference.js';
import type { NamedValue } from './named-values.js';
import { wordsOf } from './words.js';

/**
 * An image with the digest that stands beside it, as `{image: x:1, imageDigest: sha256:…}`, `X_IMAGE` and
 * `X_IMAGE_DIGEST` or `X_DIGEST`: charts and operators write it behind the tag, and then it alone decides
 * (https://pkg.go.dev/github.com/distribution/reference). A field `sha` is none: Prometheus' operator ignores it where
 * the image is whole (prometheus-operator, pkg/operator/image.go).
 * @param references What the value holds; of several it is not known whose digest it is.
 */
export function withDigestBeside(
  references: readonly string[],
  name: string,
  values: readonly NamedValue[],
): readonly string[] {
  const [reference, ...others] = references;
  if (reference === undefined || others.length > 0 || parseReference(reference)?.digest !== undefined)
    return references;
  const words = wordsOf(name).join(' ');
  const stem = words.replace(/(?:^| )image(?: (?:name|ref|reference))?$/, '');
  const names = new Set([`${words} digest`, `${stem} image digest`.trim(), `${stem} digest`.trim()]);
  const digest = values.find((other) => /digest$/i.test(other.name) && names.has(wordsOf(other.name).join(' ')))?.value;
  const whole = `${reference}@${digest}`;
  return digest !== undefined && parseReference(whole) !== undefined ? [whole] : references;
}
