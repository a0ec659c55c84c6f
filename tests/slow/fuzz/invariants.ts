/**
 * What holds for every answer to any request.
 *
 * @module
 */
import assert from "node:assert/strict";
import { ORIGIN } from "../../site.ts";
import { PROVIDER, RECOVERY } from "./forms.ts";
import { MARKED_PASSWORD } from "./texts.ts";
import type { Exchange, World } from "./world.ts";

/** Styles, scripts and images can't act as documents and have fewer headers. */
const IS_DOCUMENT = /^(?:text\/(?:html|plain)|application\/|image\/svg)|^$/;

/** Where the provider's login page is. */
const PROVIDER_ORIGIN = "https://fake.example";

/** An access token of the app. */
const ACCESS_TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]{43}/;

/** Checks an answer. */
export function checkAnswer(exchange: Exchange, world: World): void {
  const { response: { status, headers } } = exchange;
  assert.ok(status >= 200 && status < 500, `status ${status}`);
  checkHeaders(exchange);
  checkStatus(exchange);
  checkSecrets(exchange, world);
  if (headers.has("location")) checkLocation(exchange);
  headers.getSetCookie().forEach(checkCookie);
}

function checkHeaders({ response: { headers } }: Exchange): void {
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
  if (!IS_DOCUMENT.test(headers.get("content-type") ?? "")) return;
  const policy = headers.get("content-security-policy") ?? "";
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /unsafe-eval|\*/);
  assert.ok(headers.has("referrer-policy"));
  assert.ok(headers.has("permissions-policy"));
  assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
}

function checkStatus(
  { request, response: { status, headers }, text }: Exchange,
): void {
  if (request.method === "HEAD" || status === 304) assert.equal(text, "");
  if (status === 405) assert.ok(headers.has("allow"));
  if (status === 429) assert.ok(Number(headers.get("retry-after")) > 0);
  if (status >= 300 && status < 400 && status !== 304) {
    assert.ok(headers.has("location"));
  }
}

/** Redirects never leave the site, except to the provider that a form names. */
function checkLocation({ request, response: { headers } }: Exchange): void {
  const location = headers.get("location")!;
  const { origin, searchParams } = new URL(location, ORIGIN);
  if (origin === PROVIDER_ORIGIN) {
    assert.equal(request.method, "POST");
    const back = `${ORIGIN}/auth/provider/${PROVIDER}/callback`;
    assert.equal(searchParams.get("redirect_uri"), back);
    return;
  }
  assert.equal(origin, ORIGIN, location);
  assert.doesNotMatch(location, /^[/\\]{2}/);
}

function checkCookie(line: string): void {
  assert.match(line, /; Path=\/(?:;|$)/);
  assert.match(line, /; HttpOnly/);
  assert.match(line, /; SameSite=(?:Lax|Strict)/);
  assert.doesNotMatch(line, /Domain=/i);
}

function checkSecrets(
  { request, sent, response, text }: Exchange,
  world: World,
): void {
  const said = `${text}\n${response.headers.get("location") ?? ""}`;
  for (const secret of [...world.secrets(), MARKED_PASSWORD]) {
    assert.ok(!said.includes(secret), `the answer contains ${secret}`);
  }
  const path = new URL(request.url).pathname;
  if (path !== "/token") assert.doesNotMatch(said, ACCESS_TOKEN);
  // A stranger learns no address that they didn't send.
  const isNobody = !/eyJ|token/.test(sent);
  const isMailbox = path.includes("/dev/mail"); // It exists in development and tests only.
  // Who got past a password knows whose it is.
  const isRecovering = path.startsWith(RECOVERY) &&
    /pending_login_8000=[\w-]{43}/.test(sent);
  const isStranger = isNobody && !isMailbox && !isRecovering;
  if (isStranger && !/bert/i.test(sent)) {
    assert.doesNotMatch(said, /bert@/i);
  }
}

/** Checks what was logged about a sequence of requests. */
export function checkLog(world: World): void {
  for (const line of world.logged) {
    const { level } = JSON.parse(line);
    assert.notEqual(level, "error", line);
    for (const secret of [...world.secrets(), MARKED_PASSWORD]) {
      assert.ok(!line.includes(secret), `the log contains ${secret}: ${line}`);
    }
    assert.doesNotMatch(line, ACCESS_TOKEN);
    assert.doesNotMatch(line, /\w@example\.com/);
  }
}
