import { setFlagsFromString } from 'node:v8';

const later = '--invocation-count-for-turbofan=45000';

/**
 * What V8 is told where its own choice is not for a process that lives for seconds, by the major version of Node. V8 reads these
 * flags each time (execution/tiering-manager.cc, heap/new-spaces.cc, wasm/module-compiler.cc).
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
const flags = {
  /** It optimizes what is called often, and here most of it for a few calls more: it waits fifteen times as long as by default. */
  optimizeLater: { 20: '--interrupt-budget=1000000', 22: later, 24: later },
  /** The room for new objects grows no more. */
  keepYoungGeneration: everywhere('--semi-space-growth-factor=1'),
  /** WebAssembly stays as it is compiled at first. */
  leaveWebAssembly: everywhere('--wasm-tiering-budget=1000000000'),
} satisfies Record<string, Record<(typeof majors)[number], string>>;

/** Others are told nothing: of a flag that is no longer known V8 says so in the log, and cannot be asked before. */
const majors = [20, 22, 24] as const;

export function setEngineFlag(name: keyof typeof flags): void {
  const running = Number(process.versions.node.split('.')[0]);
  const major = majors.find((known) => known === running);
  if (major !== undefined) setFlagsFromString(flags[name][major]);
}

function everywhere(flag: string): Record<(typeof majors)[number], string> {
  return { 20: flag, 22: flag, 24: flag };
}
