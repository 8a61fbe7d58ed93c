import { textAt } from '../../json.js';
import { mapAt } from '../yaml.js';
import type { Site } from './rule.js';

/** The operator appends the operating system of the node to the tag of a driver (internal/state/driver.go). */
const drivers = new Set<string | number>(['driver', 'vgpuManager']);

/** Parts that are deployed for virtual machines only, whatever their own `enabled` says (controllers/state_manager.go). */
const sandboxParts = new Set<string | number>([
  'vgpuManager',
  'vgpuDeviceManager',
  'vfioManager',
  'sandboxDevicePlugin',
  'kataManager',
  'kataSandboxDevicePlugin',
  'ccManager',
]);

/** An image of NVIDIA's ClusterPolicy that the operator makes up in the cluster, or does not run at all. */
export function isLeftToOperator({ object, path }: Site): boolean {
  if (object.group !== 'nvidia.com' || path === undefined) return false;
  const sandbox = mapAt(object.content, 'spec', 'sandboxWorkloads');
  return drivers.has(path.key) || (sandboxParts.has(path.key) && textAt(sandbox ?? {}, 'enabled') !== 'true');
}
