import { HttpError } from "fresh";
import { logIn } from "@latchkey/core";
import { check, loginForm } from "@latchkey/core/forms";
import {
  clientInfoOf,
  describeError,
  errorHeaders,
  type FormFields,
  readForm,
  waitResponse,
} from "@latchkey/core/http";
import { ENGLISH, problemMessage } from "@latchkey/core/i18n";
import { define } from "../lib/state.ts";

/** The OAuth 2.0 password grant (RFC 6749 §4.3), for clients that keep no cookies. */
export const handlers = define.handlers({
  async POST(ctx) {
    const { services } = ctx.state;
    const sent = await readForm(ctx.req).catch(asFailure);
    if (sent instanceof Response) return sent;
    const form = withoutEmpty(sent);
    if ((form.grant_type ?? "password") !== "password") {
      return failure(400, "unsupported_grant_type", "Use the password grant.");
    }
    if (form.scope !== undefined) {
      const messages = "This site has no scopes. Leave out the scope.";
      return failure(400, "invalid_scope", messages);
    }
    const checked = check(loginForm, form);
    if (!checked.ok) {
      const [problem] = Object.values(checked.problems);
      const messages = problemMessage(ENGLISH.messages, problem);
      return failure(400, "invalid_request", messages);
    }

    const result = await logIn(services, {
      address: checked.values.username,
      password: checked.values.password,
      remembered: false,
      carrier: "bearer",
      // Whatever cookies come along: this endpoint goes by none.
      clientInfo: { ...await clientInfoOf(ctx), deviceCookie: null },
      replaces: null,
    });
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
    const messages = "Too many tries. Wait, then try again.";
    return failure(
      init.status,
      "temporarily_unavailable",
      messages,
      init.headers,
    );
  },
});

/** A parameter without a value counts as left out (RFC 6749 §3.2). */
function withoutEmpty(form: FormFields): FormFields {
  return Object.fromEntries(
    Object.entries(form).filter(([, value]) => value !== ""),
  );
}

/** An answer that nobody may keep (RFC 6749 §5.1). */
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

/** An error in the form of RFC 6749 §5.2. */
function failure(
  status: number,
  error: string,
  description: string,
  headers?: Record<string, string>,
): Response {
  return answer(status, { error, error_description: description }, headers);
}

/** Says in the endpoint's own form why the body could not be read. Another media type is no request for a token (RFC 6749 §5.2). */
function asFailure(error: unknown): Response {
  if (!(error instanceof HttpError)) throw error;
  const status = error.status === 415 ? 400 : error.status;
  const headers = errorHeaders(describeError(error, ENGLISH.messages.errors));
  return failure(status, "invalid_request", error.message, headers);
}
