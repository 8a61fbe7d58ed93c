// Loaded into the measured process with --require: writes what only the process itself knows when it ends.
const childProcess = require('node:child_process');
const { writeFileSync } = require('node:fs');

const report = process.env.PREPULLER_BENCH_REPORT;
const children = {};
const spawn = childProcess.ChildProcess.prototype.spawn;
childProcess.ChildProcess.prototype.spawn = function (options) {
  const name = options.file.split('/').at(-1);
  children[name] = (children[name] ?? 0) + 1;
  return spawn.call(this, options);
};

process.on('exit', () => {
  // maxRSS is in KiB (https://nodejs.org/api/process.html#processresourceusage).
  const peakMebibytes = Math.round(process.resourceUsage().maxRSS / 1024);
  writeFileSync(report, JSON.stringify({ peakMebibytes, children }));
});
