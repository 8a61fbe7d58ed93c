/** Words of tags that are no numbers, as publishers use them: releases, channels, base systems, variants. */
const customary = new Set(
  `latest stable edge main master nightly daily weekly next dev devel develop development canary release rc beta alpha
   testing test unstable debug nonroot rootless dind current rolling mainline head snapshot production prod staging tip
   trunk experimental preview insiders lts ce ee community enterprise full slim minimal base root unprivileged
   alpine bullseye bookworm buster trixie stretch sid jammy focal noble bionic ubi debian ubuntu fedora centos rocky
   rawhide distroless wolfi musl glibc busybox scratch linux amd64 arm64 arm x86 multiarch
   fpm apache nginx cli server client agent python java jre jdk node php ruby go rust cuda cpu gpu rocm vulkan openvino
   standalone management`.split(/\s+/),
);

/**
 * A tag that tells a version: it has a digit, or is one of the words that publishers use. A reference without a registry
 * needs one, for `theme:dark` and `assets/logo:dark` are references by their grammar.
 */
export function isVersionTag(tag: string): boolean {
  return (
    /\d/.test(tag) ||
    tag
      .toLowerCase()
      .split(/[._-]+/)
      .some((word) => customary.has(word))
  );
}
