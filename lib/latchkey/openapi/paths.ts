/**
 * What the library itself answers programs: a token, who is logged in, this description.
 *
 * @module
 */
import type { OpenAPIV3_1 } from "openapi-types";
import { apiErrors, failures } from "./answers.ts";
import { headerNamed } from "./headers.ts";
import { schemaNamed } from "./schemas.ts";

const unkept = {
  "Cache-Control": headerNamed("CacheControl"),
  Pragma: headerNamed("Pragma"),
};

const form = { schema: schemaNamed("PasswordGrant") };

/** An address and a password for a token. */
export const tokenPath: OpenAPIV3_1.PathItemObject = {
  post: {
    operationId: "requestToken",
    summary: "A token for an address and a password",
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
        headers: unkept,
        content: { "application/json": { schema: schemaNamed("Token") } },
      },
      400: refused(
        "The address or the password is wrong (`invalid_grant`), something is " +
          "missing or broken or the body is no form (`invalid_request`), it is " +
          "another grant (`unsupported_grant_type`), or a scope was asked for " +
          "(`invalid_scope`).",
      ),
      408: refused("The form took more than ten seconds to arrive."),
      413: refused("The form has more than 64 KB."),
      429: toWait("Too many failed logins by this client, or at this account."),
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

function refused(description: string) {
  return {
    description,
    headers: unkept,
    content: { "application/json": { schema: schemaNamed("TokenError") } },
  };
}

function toWait(description: string) {
  return {
    ...refused(description),
    headers: {
      "Cache-Control": headerNamed("CacheControl"),
      "Retry-After": headerNamed("RetryAfter"),
    },
  };
}

/** The user, for whoever is logged in. */
export const mePath: OpenAPIV3_1.PathItemObject = {
  get: {
    operationId: "readMe",
    summary: "Who is logged in",
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

/** This description itself, for anybody. */
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
