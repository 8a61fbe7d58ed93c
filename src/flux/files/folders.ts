/** Is it the folder or something below it? Both relative to the root, which is `.`. */
export function isWithin(name: string, folder: string): boolean {
  return folder === '.' || name === folder || name.startsWith(`${folder}/`);
}

/** From the root to the file's own folder; all relative to the root, which is `.`. */
export function foldersAround(file: string): string[] {
  const segments = file.split('/').slice(0, -1);
  return ['.', ...segments.map((_, index) => segments.slice(0, index + 1).join('/'))];
}

/** How many folders around two files are the same. */
export function sharedFolders(a: string, b: string): number {
  const others = foldersAround(b);
  return foldersAround(a).filter((folder) => others.includes(folder)).length;
}
