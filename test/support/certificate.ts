import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { areInstalled } from './installed.js';

/** A certificate for 127.0.0.1 and charts.example that no public authority knows, made with openssl; `undefined` without openssl. */
export async function makeCertificate(): Promise<{ key: string; cert: string } | undefined> {
  if (!areInstalled(['openssl'], 'nothing is tested over TLS')) return undefined;
  const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-certificate-'));
  const files = { key: path.join(folder, 'key.pem'), cert: path.join(folder, 'cert.pem') };
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const names = ['-subj', '/CN=prepuller-test', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:charts.example'];
  try {
    await promisify(execFile)('openssl', [...args, ...names, '-keyout', files.key, '-out', files.cert]);
    return { key: await readFile(files.key, 'utf8'), cert: await readFile(files.cert, 'utf8') };
  } finally {
    await rm(folder, { recursive: true });
  }
}
