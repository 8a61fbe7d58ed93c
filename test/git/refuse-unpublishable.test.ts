import '../support/isolate-git.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommitOptions } from '../../src/git/options.js';
import { refuseUnpublishable } from '../../src/git/refuse-unpublishable.js';
import { pushFiles } from '../support/checkout.js';
import { commitOptions, pushEvent } from '../support/commit.js';
import { type Forge, startForge } from '../support/forge.js';

let forge: Forge;

beforeAll(async () => {
  forge = await startForge();
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:1\n' });
});
afterAll(() => forge.close());

describe('what is missing for a pull request is said before the first chart', () => {
  async function refusal(overrides: Partial<CommitOptions>, event: object = {}) {
    const options = commitOptions('/does/not/matter', {
      publish: 'pull-request',
      forgeToken: forge.token,
      ...overrides,
    });
    return await refuseUnpublishable(options, await pushEvent(forge, event));
  }

  it.each<[string, string | RegExp, Partial<CommitOptions>, object]>([
    ['no token', 'needs the input `forge-token`', { forgeToken: '' }, {}],
    ['a token that has expired', 'does not accept `forge-token`', { forgeToken: 'old' }, {}],
    ['an API that cannot be reached', /API at http:.* cannot be reached/, {}, { apiUrl: 'http://127.0.0.1:9/api/v1' }],
    ['an API that is elsewhere', 'the forge does not allow it', {}, { repository: 'no/such' }],
    ['no branch', 'is a tag', {}, { ref: 'refs/tags/v1' }],
  ])('%s', async (_what, message, overrides, event) => {
    await expect(refusal(overrides, event)).rejects.toThrow(message);
  });

  it.each<[string, Partial<CommitOptions>]>([
    ['nothing is missing', {}],
    ['in check mode', { check: true, forgeToken: '' }],
    ['nothing is committed', { commitChanges: false, forgeToken: '' }],
    ['the branch is pushed to', { publish: 'push', forgeToken: '' }],
  ])('but not where %s', async (_what, overrides) => {
    await refusal(overrides);
  });
});
