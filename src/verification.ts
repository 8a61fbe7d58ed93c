import type { Inputs } from './inputs/inputs.js';
import type { Problem } from './problem.js';
import type { InspectorResources } from './registries/inspect-image.js';
import type { Verification } from './registry-verification.js';

/** What asks registries is loaded where they are to be asked. */
export async function openVerification(inputs: Inputs, resources: InspectorResources): Promise<Verification> {
  if (inputs.verifyImages === 'false') return withoutRegistries(inputs);
  const { withRegistries } = await import('./registry-verification.js');
  return withRegistries(inputs, resources);
}

/** What is asked for in vain is said: nobody is to trust in a bound that nothing is measured for. */
function withoutRegistries({ platforms, maxSizePerNode }: Inputs): Verification {
  const idle = [
    ...(platforms.length > 0 ? ['platforms'] : []),
    ...(maxSizePerNode === undefined ? [] : ['max-size-per-node']),
  ];
  const message = `Without verify-images no registry is asked, so ${idle.join(' and ')} ${idle.length === 1 ? 'does' : 'do'} nothing: set it to warn or error.`;
  const problems: Problem[] = idle.length === 0 ? [] : [{ severity: 'warning', kind: 'image', message }];
  return {
    check: async (sources) => ({ sources: [...sources], problems }),
    measure: async () => ({ problems: [] }),
  };
}
