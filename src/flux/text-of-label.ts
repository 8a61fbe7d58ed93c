/** What of a label's key stands in every way of writing it; in a JSON patch, the slash after its prefix is `~1`. */
export function textOfLabel(label: string): string {
  return label.slice(label.lastIndexOf('/') + 1);
}
