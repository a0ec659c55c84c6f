/**
 * The OpenAPI 3.1 description of the API: `/token` and everything under `/api/`.
 * `tests/openapi` requests every response described here, and fails on a route that isn't.
 *
 * @module
 */
import type { OpenAPIV3_1 } from "openapi-types";
import { accessTokenCookie } from "../http/cookies.ts";
import { rolesOf } from "../features/account/roles.ts";
import type { Services } from "../services.ts";
import { headers } from "./headers.ts";
import { apiDescriptionPath, mePath, tokenPath } from "./paths.ts";
import { schemas, userSchema } from "./schemas.ts";

const DESCRIPTION =
  "Request a token with `POST /token` and send it as `Authorization: Bearer …`. " +
  "Errors are problem details (RFC 9457); those of the token " +
  "endpoint follow RFC 6749 §5.2. A method that a path does not support " +
  "gets 405 with `Allow`.";

/**
 * Describes the API of a site in OpenAPI 3.1: the library's paths, those of its features, and
 * `paths`. Never throws.
 *
 * @param paths Further paths, by their path.
 * @returns The document, to serve as JSON.
 *
 * @example
 * ```ts
 * import { describeApi, type Services } from "@latchkey/core";
 *
 * const serveDescription = (services: Services) => Response.json(describeApi(services));
 * ```
 */
export function describeApi(
  { site, settings }: Pick<Services, "site" | "settings">,
  paths: OpenAPIV3_1.PathsObject = {},
): OpenAPIV3_1.Document {
  return {
    openapi: "3.1.0",
    info: { title: site.name, version: "1", description: DESCRIPTION },
    servers: [{ url: settings.publicUrl?.origin ?? "/" }],
    paths: {
      "/token": tokenPath,
      "/api/me": mePath,
      "/api/openapi.json": apiDescriptionPath,
      ...Object.assign({}, ...site.features.map(({ api }) => api)),
      ...paths,
    },
    components: {
      schemas: { ...schemas, User: userSchema(rolesOf(site)) },
      headers,
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "The `access_token` that `POST /token` gives.",
        },
        cookie: {
          type: "apiKey",
          in: "cookie",
          name: accessTokenCookie(settings).name,
          description: "The cookie of a logged-in browser.",
        },
      },
    },
  };
}
