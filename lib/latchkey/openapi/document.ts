/**
 * The description of what programs may ask of the site (OpenAPI 3.1): `/token` and all of
 * `/api/`. `tests/openapi` asks for each answer that is described here, and fails on a
 * route that is not.
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
  "Get a token by `POST /token` and send it as `Authorization: Bearer …`. " +
  "Errors of the site itself are problem details (RFC 9457), those of the token " +
  "endpoint have the form of RFC 6749 §5.2. A method that an address does not take " +
  "is answered by 405 with `Allow`.";

/**
 * Describes the API of a site.
 *
 * @param paths What the site adds to what its features say.
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
          description: "What a browser has that is logged in.",
        },
      },
    },
  };
}
