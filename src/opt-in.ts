/** Ends of the names of the annotations by which a HelmRelease says what its pre-puller shall be like. */
const annotationEnds = ['exclude', 'include', 'values', 'strategy', 'patch'] as const;

/** @param label key of the label that opts a HelmRelease in */
export function annotationNames(label: string): string[] {
  return annotationEnds.map((end) => annotationName(label, end));
}

export function annotationName(label: string, end: (typeof annotationEnds)[number]): string {
  return `${label}-${end}`;
}
