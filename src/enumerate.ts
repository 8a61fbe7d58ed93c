const itemsInAMessage = 10;

/** The items of a message, of which the many at the end are only counted. */
export function enumerate(items: readonly string[]): string {
  const more = items.length > itemsInAMessage ? ` and ${items.length - itemsInAMessage} more` : '';
  return items.slice(0, itemsInAMessage).join(', ') + more;
}
