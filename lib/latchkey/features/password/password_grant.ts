/**
 * Access tokens for clients without cookies.
 *
 * @module
 */
import { HttpError } from "fresh";
import { check } from "../../forms/form.ts";
import { problemMessage } from "../../forms/form_messages.ts";
import { clientInfoOf } from "../../http/client_info.ts";
import { describeError, errorHeaders } from "../../http/error_answer.ts";
import { type FormFields, readForm } from "../../http/read_form.ts";
import { ENGLISH } from "../../i18n/languages.ts";
import { waitResponse } from "../../limits/wait_response.ts";
import type { RequestContext } from "../../state.ts";
import { logIn } from "./login.ts";
import { loginForm } from "./login_form.ts";

/**
 * The OAuth 2.0 password grant (RFC 6749 §4.3). Exchanges the form fields `username` (the
 * email address) and `password` for an access token in JSON. Refuses accounts with a second
 * factor. Errors have the shape of RFC
 * 6749 §5.2, with status 400, or 429 or 503 with `Retry-After` if there are too many
 * attempts.
 *
 * @example
 * ```ts
 * import { passwordGrant } from "@latchkey/core/http";
 *
 * export const handler = { POST: passwordGrant };
 * ```
 */
export async function passwordGrant(ctx: RequestContext): Promise<Response> {
  const { services } = ctx.state;
  const sent = await readForm(ctx.req).catch(asFailure);
  if (sent instanceof Response) return sent;
  const form = withoutEmpty(sent);
  if ((form.grant_type ?? "password") !== "password") {
    return failure(400, "unsupported_grant_type", "Use the password grant.");
  }
  if (form.scope !== undefined) {
    const why = "This site does not use scopes. Leave out the scope.";
    return failure(400, "invalid_scope", why);
  }
  const checked = check(loginForm, form);
  if (!checked.ok) {
    const [problem] = Object.values(checked.problems);
    const why = problemMessage(ENGLISH.messages, problem);
    return failure(400, "invalid_request", why);
  }

  const result = await logIn(services, {
    address: checked.values.username,
    password: checked.values.password,
    remembered: false,
    carrier: "bearer",
    // This endpoint ignores cookies.
    clientInfo: {
      ...await clientInfoOf(ctx),
      deviceCookie: null,
      trustedBrowsers: null,
    },
    replaces: null,
  });
  if (result.ok && result.is === "second_factor_due") {
    const page = new URL("/auth/login", services.settings.publicUrl ?? ctx.url);
    const why = `This account needs a second factor, which the password ` +
      `grant can't ask for. Log in with a browser at ${page.href}, or use ` +
      `an account without a second factor.`;
    return failure(400, "invalid_grant", why);
  }
  if (result.ok) {
    return answer(200, {
      access_token: result.token,
      token_type: "bearer",
      expires_in: result.expiresInSeconds,
    });
  }
  if (result.reason === "wrong") {
    return failure(400, "invalid_grant", "Incorrect Email or Password");
  }
  const { init } = waitResponse(ENGLISH, result);
  const why = "Too many attempts. Wait, then try again.";
  return failure(
    init.status,
    "temporarily_unavailable",
    why,
    init.headers,
  );
}

/** Parameters without a value count as omitted (RFC 6749 §3.2). */
function withoutEmpty(form: FormFields): FormFields {
  return Object.fromEntries(
    Object.entries(form).filter(([, value]) => value !== ""),
  );
}

/** A response that must not be cached (RFC 6749 §5.1). */
function answer(
  status: number,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): Response {
  return Response.json(body, {
    status,
    headers: { "cache-control": "no-store", pragma: "no-cache", ...headers },
  });
}

/** An error response as in RFC 6749 §5.2. */
function failure(
  status: number,
  error: string,
  description: string,
  headers?: Record<string, string>,
): Response {
  return answer(status, { error, error_description: description }, headers);
}

/**
 * Reports an unreadable body as an OAuth error, which RFC 6749 §5.2 sends with status 400.
 * That includes an unsupported media type.
 */
function asFailure(error: unknown): Response {
  if (!(error instanceof HttpError)) throw error;
  const status = error.status === 415 ? 400 : error.status;
  const headers = errorHeaders(describeError(error, ENGLISH.messages.errors));
  return failure(status, "invalid_request", error.message, headers);
}
