/** `auto` is for what strangers may have written: pull requests of forks. */
export type EgressRestriction = (typeof egressRestrictions)[number];

export const egressRestrictions = ['auto', 'true', 'false'] as const;

/** What a runner is given for one registry or repository; the password is masked in the log. */
export interface RegistryCredential {
  /** Host, with its port if it has one, and with the beginning of a path where a host has several accounts. */
  host: string;
  user: string;
  password: string;
}

export interface NetworkOptions {
  registryCredentials: RegistryCredential[];
  /** Absolute path of a PEM file; empty for none. */
  caFile: string;
  restrictEgress: EgressRestriction;
  /** Their targets are hosts that the workflow itself names. */
  chartMirrors: { to: string }[];
  /** The same; hosts with or without a scheme in front, and a path behind. */
  imageMirrors: { to: string }[];
}
