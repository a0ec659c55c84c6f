/**
 * The library's own paths: the token endpoint, the current user, and the API description.
 *
 * @module
 */
import type { OpenAPIV3_1 } from "openapi-types";
import { apiErrors, failures } from "./answers.ts";
import { headerNamed } from "./headers.ts";
import { schemaNamed } from "./schemas.ts";

const noStore = {
  "Cache-Control": headerNamed("CacheControl"),
  Pragma: headerNamed("Pragma"),
};

const form = { schema: schemaNamed("PasswordGrant") };

/** The token endpoint. */
export const tokenPath: OpenAPIV3_1.PathItemObject = {
  post: {
    operationId: "requestToken",
    summary: "Exchange an email address and a password for a token",
    security: [],
    requestBody: {
      required: true,
      content: {
        "application/x-www-form-urlencoded": form,
        "multipart/form-data": form,
      },
    },
    responses: {
      200: {
        description: "A token.",
        headers: noStore,
        content: { "application/json": { schema: schemaNamed("Token") } },
      },
      400: tokenError(
        "The email address or password is wrong (`invalid_grant`), a parameter is " +
          "missing or malformed or the body is not a form (`invalid_request`), the " +
          "grant is not supported (`unsupported_grant_type`), or a scope was requested " +
          "(`invalid_scope`).",
      ),
      408: tokenError("The form took more than ten seconds to arrive."),
      413: tokenError("The form is larger than 64 KB."),
      429: toWait("Too many failed logins by this client or for this account."),
      500: failures[500],
      503: {
        ...toWait(
          "The site is overloaded or can't reach its database.",
        ),
        content: {
          "application/json": { schema: schemaNamed("TokenError") },
          ...failures[503].content,
        },
      },
    },
  },
};

function tokenError(description: string) {
  return {
    description,
    headers: noStore,
    content: { "application/json": { schema: schemaNamed("TokenError") } },
  };
}

function toWait(description: string) {
  return {
    ...tokenError(description),
    headers: {
      "Cache-Control": headerNamed("CacheControl"),
      "Retry-After": headerNamed("RetryAfter"),
    },
  };
}

/** The current user. */
export const mePath: OpenAPIV3_1.PathItemObject = {
  get: {
    operationId: "readMe",
    summary: "The current user",
    security: [{ bearer: [] }, { cookie: [] }],
    responses: {
      200: {
        description: "The user.",
        headers: { "Cache-Control": headerNamed("CacheControl") },
        content: { "application/json": { schema: schemaNamed("User") } },
      },
      ...apiErrors,
    },
  },
};

/** The API description, which is public. */
export const apiDescriptionPath: OpenAPIV3_1.PathItemObject = {
  get: {
    operationId: "readApiDescription",
    summary: "This document",
    security: [],
    responses: {
      200: {
        description: "A description of this API in OpenAPI 3.1.",
        headers: { "Cache-Control": headerNamed("CacheControl") },
        content: {
          "application/json": { schema: schemaNamed("ApiDescription") },
        },
      },
      ...failures,
    },
  },
};
