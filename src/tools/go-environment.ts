/**
 * helm and kustomize are written in Go and live for a moment: collecting garbage less often takes up to a third off
 * their processor time for some memory. https://pkg.go.dev/runtime#hdr-Environment_Variables
 */
export function goEnvironment(): Record<string, string> {
  return { GOGC: process.env.GOGC ?? '400' };
}
