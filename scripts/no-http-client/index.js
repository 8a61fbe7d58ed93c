/*
 * Stands in for the HTTP client that @actions/core brings for OIDC tokens (package.json, `overrides`). Nothing here asks for
 * one, and loading the client with undici was a third of what a skipped push took. @actions/github has the real one.
 */

export class HttpClient {
  constructor() {
    throw new Error('@actions/core has no HTTP client in this bundle, and so no OIDC tokens.');
  }
}

export class BearerCredentialHandler {}
