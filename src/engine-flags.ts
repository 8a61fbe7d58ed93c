import { setFlagsFromString } from 'node:v8';

/**
 * What V8 is told where its own choice is not for a process that lives for seconds.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags, of flags that V8 reads each time (execution/tiering-manager.cc,
 * heap/new-spaces.cc) or that are set before there is any WebAssembly.
 */
const everywhere = {
  /** The room for new objects grows no more. */
  keepYoungGeneration: '--semi-space-growth-factor=1',
  /** WebAssembly stays as it is compiled at first. */
  leaveWebAssembly: '--wasm-tiering-budget=1000000000',
};

/** It optimizes what is called often, and here most of it for a few calls more: it waits fifteen times as long as by default. */
const newer = { ...everywhere, optimizeLater: '--invocation-count-for-turbofan=45000' };

/** By the major of Node. Others are told nothing: of a flag that V8 does not know it says so in the log, and cannot be asked before. */
const flags: Record<string, typeof newer> = {
  20: { ...everywhere, optimizeLater: '--interrupt-budget=1000000' },
  22: newer,
  24: newer,
};

export function setEngineFlag(name: keyof typeof newer): void {
  const [major = ''] = process.versions.node.split('.');
  const flag = flags[major]?.[name];
  if (flag !== undefined) setFlagsFromString(flag);
}
