import { afterEach, expect, it } from 'vitest';
import type { HttpChart } from '../../src/flux/release.js';
import { type ChartServer, startChartServer } from '../support/chart-server.js';
import { indexBombs } from '../support/index-bombs.js';
import { releaseOf } from '../support/release.js';
import { fixtureChart, render } from '../support/render.js';

let server: ChartServer;

afterEach(() => server.close());

const chart = (url: string): HttpChart => ({ kind: 'http', url, name: 'cron', version: '*' });

it.each(Object.entries(indexBombs))(
  '%s in an index are one error, and the other release is rendered',
  async (_, bomb) => {
    server = await startChartServer({
      charts: [fixtureChart('cron')],
      intercept: (request, response) => {
        if (request.url !== '/bomb/index.yaml') return false;
        response.end(bomb(3 * 1024 * 1024));
        return true;
      },
    });
    const bombed = chart(server.httpUrl.replace('/charts', '/bomb'));
    const { results, problems } = await render([
      releaseOf(bombed, { name: 'bombed' }),
      releaseOf(chart(server.httpUrl)),
    ]);
    expect(results.map(({ release }) => release.id.name)).toEqual(['shop']);
    expect(problems.map(({ release, message }) => `${release?.name}: ${message}`)).toEqual([
      expect.stringMatching(/^bombed: .*\/bomb(\/index\.yaml cannot be | has no )/),
    ]);
  },
);
