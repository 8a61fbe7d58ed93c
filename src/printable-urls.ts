/**
 * A text whose URLs are without what they say of the user: that may be a password, or a token in the place of the name. What
 * is printed goes further than the file that it was written in. `git` is the user of every forge.
 */
export function withoutUserInformation(text: string): string {
  return text.replace(/([a-z][a-z+.-]*:\/\/)(?!git@)[^\s/@]*@/gi, '$1');
}
