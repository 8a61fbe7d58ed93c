import { fieldAt, type JsonObject, objectAt } from '../../json.js';

export type DataKind = 'ConfigMap' | 'Secret';

export interface ObjectData {
  data: ReadonlyMap<string, string>;
  /** Encrypted with SOPS: then `data` is empty, for ciphertext is no value. */
  encrypted: boolean;
}

/** The data of a ConfigMap or of a Secret, whose `data` is base64 and whose `stringData` is text and wins. */
export function readObjectData(kind: DataKind, object: JsonObject): ObjectData {
  const data = texts(objectAt(object, 'data'));
  const plain = kind === 'Secret' ? texts(objectAt(object, 'stringData')) : [];
  if (fieldAt(object, 'sops') !== undefined || [...data, ...plain].some(([, text]) => isCiphertext(text))) {
    return { data: new Map(), encrypted: true };
  }
  const decoded = kind === 'Secret' ? data.map(([key, text]) => [key, decodeBase64(text)] as const) : data;
  return { data: new Map([...decoded, ...plain]), encrypted: false };
}

/** Kubernetes refuses what is no text here; people write it, and a number can only mean its text. */
function texts(fields: JsonObject): [string, string][] {
  return Object.entries(fields).flatMap(([key, value]): [string, string][] =>
    value === null || typeof value === 'object' ? [] : [[key, String(value)]],
  );
}

/** SOPS writes `ENC[AES256_GCM,data:...]` in place of a value. */
function isCiphertext(text: string): boolean {
  return text.startsWith('ENC[');
}

function decodeBase64(text: string): string {
  return Buffer.from(text, 'base64').toString();
}
