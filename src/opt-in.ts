import { type JsonObject, metadataValue } from './json.js';

/** The value of the label that opts an object in. */
const optIn = 'enabled';

/** Is it opted in? The label of the object decides, never a text in its file. */
export function isLabelled(object: JsonObject, label: string): boolean {
  return metadataValue(object, 'labels', label) === optIn;
}

/** Can it be opted in once its variables are replaced? */
export function mayBecomeLabelled(object: JsonObject, label: string): boolean {
  return isLabelled(object, label) || metadataValue(object, 'labels', label).includes('${');
}

/** What of a label's key stands in every way of writing it; in a JSON patch, the slash after its prefix is `~1`. */
export function textOfLabel(label: string): string {
  return label.slice(label.lastIndexOf('/') + 1);
}

/** For text that does not parse: does a line set the label? */
export function labelsInText(line: string, label: string): boolean {
  const start = line.indexOf(label);
  return start >= 0 && line.includes(optIn, start + label.length);
}

/** What the annotations of a release are about, in the order in which people are told of them. */
const controls = ['exclude', 'include', 'strategy', 'patch', 'values'] as const;

type ControlName = (typeof controls)[number];

/** The key of the annotation by which a release controls this. */
export function annotationName(label: string, control: ControlName): string {
  return `${label}-${control}`;
}

/** The keys of all annotations of a release. */
export function annotationNames(label: string): string[] {
  return controls.map((control) => annotationName(label, control));
}
