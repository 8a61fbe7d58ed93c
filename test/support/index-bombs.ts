/** Indexes of a hostile server, each of about that many bytes. */
export const indexBombs: Record<string, (bytes: number) => string> = {
  'very many versions in flow style': (bytes) =>
    `{entries: {cron: [${fill('{name: cron, version: 1.0.0, urls: [a.tgz]}, ', bytes)}]}}`,
  'very many versions in JSON': (bytes) =>
    `{"entries":{"cron":[${fill('{"version":"1.0.0","urls":["a.tgz"]},', bytes)}{}]}}`,
  'very many versions that do not validate': (bytes) =>
    `{"entries":{"cron":[${fill(`{"version":"1.0.0","urls":["a.tgz"],"description":"${'x'.repeat(50)}"},`, bytes)}{}]}}`,
  'very many versions in block style': (bytes) =>
    `apiVersion: v1\nentries:\n  cron:\n${fill('  - version: 1.0.0\n', bytes)}`,
  'very many things that are no versions': (bytes) => `apiVersion: v1\nentries:\n  cron:\n${fill('  - a\n', bytes)}`,
  'one huge entry in flow style': (bytes) =>
    `{entries: {cron: [{version: 1.0.0, urls: [a.tgz], keywords: [${fill('a, ', bytes)}b]}]}}`,
  'one huge entry in block style': (bytes) =>
    `apiVersion: v1\nentries:\n  cron:\n  - version: 1.0.0\n    keywords: [${fill('a, ', bytes)}]\n`,
  'very many brackets': (bytes) => `{entries: ${fill('[', bytes)}`,
  'very many quotes': (bytes) => `{entries: {cron: [${fill('"\\"", ', bytes)}`,
  'aliases of aliases': (bytes) =>
    `a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nentries: {cron: [${fill('*b,', bytes)}]}`,
};

function fill(piece: string, bytes: number): string {
  return piece.repeat(Math.floor(bytes / piece.length));
}
