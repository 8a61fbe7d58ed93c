/**
 * A text whose URLs are without what they say of the user: that may be a password, or a token in the place of the name. What
 * is printed goes further than the file that it was written in. `git` is the user of every forge.
 */
export function withoutUserInformation(text: string): string {
  // The scheme is bounded, so that the search is linear: the text may be a stranger's.
  return text.replace(/([a-z][a-z+.-]{0,30}:\/\/)([^\s/?#]+)/gi, (url, scheme: string, authority: string) => {
    const end = authority.lastIndexOf('@');
    return end < 0 || authority.slice(0, end) === 'git' ? url : `${scheme}${authority.slice(end + 1)}`;
  });
}
