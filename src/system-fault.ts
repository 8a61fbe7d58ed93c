/** What the system says by a code (errno(3)), and what can be done about it. */
const words: Record<string, string> = {
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the quota of the user is used up',
  EFBIG: 'the file would be larger than this job may write (ulimit -f)',
  EROFS: 'the file system is read-only',
  EACCES: 'permission is denied',
  EPERM: 'it is not permitted',
  EMFILE: 'this process has no file descriptor left (ulimit -n)',
  ENFILE: 'the system has no file descriptor left',
  ENOMEM: 'no memory is left',
  EAGAIN: 'no further process may be started now (ulimit -u)',
  ENOENT: 'it is not there',
  ENOTDIR: 'a file is where a folder should be',
  EISDIR: 'a folder is where a file should be',
  ELOOP: 'symbolic links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EIO: 'the device does not work (input/output error)',
  ESTALE: 'the network file system has lost it',
  ETXTBSY: 'the program is being written',
  ENOEXEC: 'it is no program',
  E2BIG: 'the arguments are too long',
};

export function explainSystemFault(code: string): string {
  const known = words[code];
  return known === undefined ? code : `${known} (${code})`;
}

/** In words, when it is something that the system refused, such as a full disk; `undefined` for anything else. */
export function describeSystemFault(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined || words[code] === undefined) return undefined;
  const subject = path === undefined ? syscall : `${syscall} ${path}`;
  return `${subject}: ${explainSystemFault(code)}`;
}
