import type { CacheOptions } from '../cache.js';
import type { ChangeOptions } from '../changes/options.js';
import type { ChartOptions } from '../charts/options.js';
import type { FluxOptions } from '../flux/options.js';
import type { CommitOptions } from '../git/options.js';
import type { ImageOptions } from '../images/options.js';
import type { NetworkOptions } from '../network/options.js';
import type { PrepullerOptions } from '../prepullers/options.js';
import type { VerificationOptions } from '../registries/options.js';
import type { ReportOptions } from '../report/options.js';
import type { ToolOptions } from '../tools/options.js';

/** All inputs, checked. Every stage owns the type of those that it reads; what several read, each of them names. */
export type Inputs = ChangeOptions &
  FluxOptions &
  ChartOptions &
  NetworkOptions &
  ImageOptions &
  VerificationOptions &
  PrepullerOptions &
  CommitOptions &
  ReportOptions &
  ToolOptions &
  CacheOptions;
