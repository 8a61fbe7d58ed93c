import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { type ChartServer, startChartServer } from '../test/support/chart-server.js';
import { unpackTools } from '../test/support/tools.js';
import { builtInApiVersions } from '../src/charts/api-versions.js';
import { type BenchChart, writeCharts } from './charts.js';
import { type Measurement, measureCommand, measureStep, median } from './measure.js';
import { type BenchRelease, helmRelease, type Layout, usesOci, writeRepository } from './repository.js';
