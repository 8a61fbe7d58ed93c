/** A program that can be fetched from its publisher. */
export interface PublishedProgram {
  name: string;
  /** Taken unless an input names another one; tested. */
  defaultVersion: string;
  /** SHA-256 of the archives of the default version, by Node's name of the architecture. */
  checksums: Record<string, string>;
  /** Folder of the archive and of its checksum file; a mirror replaces it. */
  base(version: string): string;
  archive(version: string, architecture: string): string;
  /** The publisher's checksum file beside the archive, for versions that are not pinned here. */
  checksumFile(version: string, architecture: string): string;
  /** Name of the program in the archive. */
  member(architecture: string): string;
}

/** Checksums as published in https://github.com/helm/helm/releases/tag/v4.1.4 and beside the archives. */
export const publishedHelm: PublishedProgram = {
  name: 'helm',
  defaultVersion: '4.1.4',
  checksums: {
    x64: '70b2c30a19da4db264dfd68c8a3664e05093a361cefd89572ffb36f8abfa3d09',
    arm64: '13d03672be289045d2ff00e4e345d61de1c6f21c1257a45955a30e8ae036d8f1',
  },
  base: () => 'https://get.helm.sh',
  archive: (version, architecture) => `helm-v${version}-linux-${architecture}.tar.gz`,
  checksumFile: (version, architecture) => `helm-v${version}-linux-${architecture}.tar.gz.sha256sum`,
  member: (architecture) => `linux-${architecture}/helm`,
};

/** Checksums as published in checksums.txt of https://github.com/kubernetes-sigs/kustomize/releases/tag/kustomize%2Fv5.8.1. */
export const publishedKustomize: PublishedProgram = {
  name: 'kustomize',
  defaultVersion: '5.8.1',
  checksums: {
    x64: '029a7f0f4e1932c52a0476cf02a0fd855c0bb85694b82c338fc648dcb53a819d',
    arm64: '0953ea3e476f66d6ddfcd911d750f5167b9365aa9491b2326398e289fef2c142',
  },
  base: (version) => `https://github.com/kubernetes-sigs/kustomize/releases/download/kustomize%2Fv${version}`,
  archive: (version, architecture) => `kustomize_v${version}_linux_${architecture}.tar.gz`,
  checksumFile: () => 'checksums.txt',
  member: () => 'kustomize',
};
