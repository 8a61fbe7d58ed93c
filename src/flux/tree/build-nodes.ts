import type { LoadResources } from '../load-context.js';
import { evaluateSets, tooManyGenerations } from '../operator/evaluate-sets.js';
import { TemplateTime } from '../operator/template-time.js';
import { type Node, setBuild } from './node.js';
import type { Nodes } from './nodes.js';

/** Has kustomize build the Kustomizations that are wanted. @returns whether there were any */
export async function buildKustomizations(nodes: Nodes): Promise<boolean> {
  const wanted = nodes.wanted().filter(({ isResourceSet }) => !isResourceSet);
  const build = ({ files, input }: Node) => files.builder.build(input.graph, input.spec);
  const builds = await Promise.all(wanted.map(async (node) => ({ node, build: await build(node) })));
  for (const one of builds) setBuild(one.node, one.build);
  return wanted.length > 0;
}

/** ResourceSets that make each other have an end somewhere, unless they are meant to have none. */
const mostGenerations = 20;

/** Evaluates the ResourceSets of a cluster, which may make further ones. */
export class ResourceSetEvaluation {
  private generations = 0;
  private readonly time = new TemplateTime();

  constructor(
    private readonly nodes: Nodes,
    private readonly resources: LoadResources,
  ) {}

  /** All that are wanted so far at once. @returns whether there were any */
  async run(): Promise<boolean> {
    const wanted = this.nodes.wanted().filter(({ isResourceSet }) => isResourceSet);
    if (wanted.length === 0) return false;
    const sets = wanted.map(({ kustomization }) => kustomization.manifest);
    const builds =
      ++this.generations > mostGenerations
        ? sets.map(tooManyGenerations)
        : await evaluateSets(sets, this.nodes, { ...this.resources, time: this.time });
    for (const [index, node] of wanted.entries()) {
      const build = builds[index];
      if (build) setBuild(node, build);
    }
    return true;
  }
}
