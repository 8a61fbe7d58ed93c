// The stages that a run needs only when there is something to do. They are loaded together, and late, so that a
// push that changed nothing relevant is told so without reading a YAML parser or a forge's client.
export { openCache } from './cache.js';
export { renderCharts } from './charts/render-charts.js';
export { loadReleases } from './flux/load-releases.js';
export { commitChanges } from './git/commit-changes.js';
export { targetBranch } from './git/target.js';
export { readImageControl } from './images/control.js';
export { extractImages, imagesKey } from './images/extract-images.js';
export { openNetwork } from './network/network.js';
export { writePrepullers } from './prepullers/write-prepullers.js';
export { createTools } from './tools/tools.js';
