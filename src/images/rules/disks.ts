import { parseReference } from '../../image-reference.js';

/**
 * `nodeImage: acme/ubuntu-2204:v1` is the disk of a machine, as the value says; some programs are called node, too
 * (AIStore's `nodeImage: aistorage/aisnode:v3.23`; NVIDIA/ais-k8s, operator/api/v1beta1).
 */
export function isDisk(name: string, reference: string): boolean {
  return nodeImage.test(name) && system.test(parseReference(reference)?.path ?? '');
}

const nodeImage = /(?:^|[a-z_.-])node[_.-]?images?$/i;

/** Systems that machines boot, at the beginning of the last part of a name. */
const system =
  /(?:^|\/)(?:ubuntu|debian|fedora|centos|rhel|rocky|almalinux|flatcar|talos|bottlerocket|al20\d\d|amazon-?linux|coreos|suse|sles|opensuse|photon|oracle-?linux|kairos|k3os|elemental)[\w.-]*$/;
