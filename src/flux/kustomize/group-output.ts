import path from 'node:path';
import type { Json } from '../../json.js';
import { type BuiltDocument, splitBuild } from './built-objects.js';
import { writtenOrigin } from './foreign-objects.js';
import { readOrigin } from './origin.js';

/*
 * A group is built with a name for each member that nobody can know beforehand: the member's stage lies in a folder of that
 * name, and the name is put behind its namespace. kustomize itself says of every object which file made it, and so of which
 * member it is; what a member gives its objects to say otherwise, it cannot know what to write.
 */

/** A member of a group, once it is laid out. */
export interface GroupMember {
  /** Its folder in the stage of the group, and the token behind its namespace. Names of a group are of one length. */
  name: string;
  /** The folder that is built, in its own stage. */
  folder: string;
  namespace: string;
  /** Of its stage, by their path in it. */
  files: { has(file: string): boolean };
}

/** What came out is not for certain what each gives alone. */
export class MixedGroup extends Error {
  override readonly name = 'MixedGroup';
}

/**
 * What each member gives alone, out of what they give together.
 * @param secret What the names of all members begin with.
 * @returns The output of each, as kustomize writes it.
 * @throws MixedGroup when that is not certain.
 */
export function divideOutput(
  output: string,
  members: readonly GroupMember[],
  secret: string,
  parse: (text: string) => Json | undefined,
): string[] {
  const texts = new Map<GroupMember, string[]>(members.map((member) => [member, []]));
  for (const document of splitBuild(output, parse)) {
    const origin = readOrigin(writtenOrigin(document)) ?? '';
    const member = members.find(({ name }) => origin.startsWith(`${name}/`));
    if (!member?.files.has(origin.slice(member.name.length + 1))) throw new MixedGroup('an object is of no member');
    requireApart(document, member);
    const text = withoutName(document.text, member, origin);
    if (text.includes(secret))
      throw new MixedGroup(`${document.kind} names another member, or its own in other places`);
    texts.get(member)?.push(text);
  }
  return members.map((member) => texts.get(member)?.join('---\n') ?? '');
}

/**
 * Of the cluster, and in none of kustomize's rules for references, neither as what refers nor as what is referred to
 * (kustomize, api/internal/konfig/builtinpluginconsts/namereference.go).
 */
const unreferenced = ['Namespace', 'CustomResourceDefinition'];

/** What `HashTransformer` puts behind a name (kustomize, api/hasher/hasher.go: encode). */
const hashedName = /^ {2}name: .*-[24-9bcdfghkmt]{10}["']?$/m;

/**
 * References lead from an object to others of its namespace, and to and from those that have none: with a namespace for
 * each member and no others, none leads to another member. A RoleBinding names further namespaces, and a hash is made of
 * the namespace too where the object is neither ConfigMap nor Secret.
 */
function requireApart({ kind, text }: BuiltDocument, { name, namespace }: GroupMember): void {
  const metadata = /^metadata:\n((?: .*\n|\n)*)/m.exec(text)?.[1] ?? '';
  const isOfMember = /^ {2}namespace: (.*)$/m.exec(metadata)?.[1] === `${namespace}-${name}`;
  if (!isOfMember && !unreferenced.includes(kind)) throw new MixedGroup(`${kind} is of the whole cluster`);
  if (kind === 'RoleBinding') throw new MixedGroup('a RoleBinding refers to other namespaces');
  if (kind !== 'ConfigMap' && kind !== 'Secret' && hashedName.test(metadata))
    throw new MixedGroup(`the name of ${kind} may be made of the namespace`);
}

/** Takes the token from the namespace, and the folder from the origin, which is relative to what is built. */
function withoutName(text: string, { name, folder }: GroupMember, origin: string): string {
  const ownOrigin = path.posix.relative(folder, origin.slice(name.length + 1));
  return text.replaceAll(`-${name}`, '').replace(origin, () => ownOrigin);
}
