import { startScenario } from '../test/support/scenario.js';
import { fixture } from '../test/support/seed.js';

const generated = 'infrastructure/prepullers/prepuller-operator.yaml';

/** The main job on a small Flux repository: everything it talks to is served on loopback, and gone at the end. */
async function demo(): Promise<void> {
  title('A Flux repository on a forge, three of its five HelmReleases labelled, charts over HTTP and OCI');
  const scenario = await startScenario(fixture('seed'));
  try {
    await show(scenario.forge.git('ls-tree', '-r', '--name-only', 'main'));

    title('The action, run as a step of a workflow');
    const run = await scenario.run();
    console.log(run.log);
    if (run.exitCode !== 0) throw new Error(`the step ended with exit code ${run.exitCode}`);

    title('The commit that it pushed');
    await show(scenario.forge.git('show', '--stat', '--format=%h %an: %s', 'main'));

    title(generated);
    await show(scenario.read(generated));

    title('A second run');
    const second = await scenario.run();
    console.log(second.log);
    if (second.outputs['commit-sha'] !== '') throw new Error('the second run made a commit');
  } finally {
    await scenario.close();
  }
}

function title(text: string): void {
  console.log(`\n\u001b[1m# ${text}\u001b[0m\n`);
}

async function show(text: Promise<string>): Promise<void> {
  console.log(await text);
}

await demo();
