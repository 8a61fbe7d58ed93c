import { type JsonObject, metadataValue } from './json.js';

/** The values of the label that opt an object in and out. */
const optIn = 'enabled';
const optOut = 'disabled';

/** Instead of a label's key: everything that is not opted out is taken. */
export const everything = '*';
const defaultKey = 'prepuller';

/** The key of the label and the beginning of the annotations' keys. */
export function labelKey(label: string): string {
  return label === everything ? defaultKey : label;
}

/** The label as people are told of it. */
export function labelText(label: string): string {
  return label === everything ? `no label ${defaultKey}=${optOut}` : `the label ${label}=${optIn}`;
}

/** The value of an object's label; empty without one. */
export function labelValue(object: JsonObject, label: string): string {
  return metadataValue(object, 'labels', labelKey(label));
}

/** Is it opted in? The label of the object decides, never a text in its file. */
export function isLabelled(object: JsonObject, label: string): boolean {
  const value = labelValue(object, label);
  return label === everything ? value !== optOut : value === optIn;
}

/** Can it be opted in once its variables are replaced? */
export function mayBecomeLabelled(object: JsonObject, label: string): boolean {
  return isLabelled(object, label) || labelValue(object, label).includes('${');
}

export function isOptIn(value: string): boolean {
  return value === optIn;
}

export function isOptOut(value: string): boolean {
  return value === optOut;
}

/**
 * What of a label's key stands in every way of writing it; in a JSON patch, the slash after its prefix is `~1`. Where
 * everything is taken, what stands in every HelmRelease.
 */
export function textOfLabel(label: string): string {
  return label === everything ? 'helm.toolkit.fluxcd.io/v' : label.slice(label.lastIndexOf('/') + 1);
}

/** May the text set the label of an object that is no HelmRelease? Longer words, such as names of folders, do not. */
export function mayLabelObjects(text: string, label: string): boolean {
  if (label === everything) return true;
  const part = textOfLabel(label);
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    if (!/\w/.test(text.charAt(at + part.length))) return true;
  }
  return false;
}

/** For text that does not parse: does a line set the label? */
export function labelsInText(line: string, label: string): boolean {
  if (label === everything) return true;
  const start = line.indexOf(label);
  return start >= 0 && line.includes(optIn, start + label.length);
}

/** What the annotations of a release are about, in the order in which people are told of them. */
const controls = ['exclude', 'include', 'strategy', 'patch', 'values'] as const;

type ControlName = (typeof controls)[number];

/** The key of the annotation by which a release controls this. */
export function annotationName(label: string, control: ControlName): string {
  return `${labelKey(label)}-${control}`;
}

/** The keys of all annotations of a release. */
export function annotationNames(label: string): string[] {
  return controls.map((control) => annotationName(label, control));
}
