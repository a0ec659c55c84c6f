import { deepStrictEqual as equal, match, ok } from "node:assert/strict";
import { h } from "preact";
import { rememberDevice } from "./known_devices.ts";
import { startSession } from "./sessions.ts";
import { FORM_OWNER } from "../../forms/form_owner.ts";
import { requireUser } from "./guards.ts";
import { requireRecentLogin } from "./step_up.ts";
import type { StepUpProps } from "./step_up_page.ts";
import { RECENT_LOGIN_SECONDS, STEP_UP_PASSWORD } from "./step_up_proof.ts";
import { sentence } from "../../testing/sentence.ts";
import { ENGLISH } from "../../i18n/languages.ts";
import { type Ask, guardedApp, PAGE } from "../../testing/guarded_app.ts";
import { addUser, PASSWORD, testServices } from "../../testing/services.ts";

const { messages } = ENGLISH;

/** Renders its props as JSON, to be read back. */
const guard = requireRecentLogin((props) =>
  h("script", { type: "application/json" }, JSON.stringify(props))
);

const STALE_MS = RECENT_LOGIN_SECONDS * 1000;

/** Ada's browser on a guarded page, logged in ten minutes ago. */
async function late() {
  const services = await testServices();
  const user = await addUser(services);
  const app = guardedApp(services, guard);
  const ask = await app.asBrowserOf(user);
  services.clock.advance(STALE_MS);
  return {
    services,
    user,
    app,
    ask,
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

/** The status, and the props the page received. */
async function shown(response: Response) {
  const html = await response.text();
  const [, json = "null"] = />(\{.*\})</s.exec(html) ?? [];
  const text = json.replaceAll("&quot;", '"').replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
  const props: StepUpProps = JSON.parse(text);
  return { status: response.status, html, props };
}

const body = (response: Response) => response.text();

Deno.test("accepts a password entered within ten minutes, to the second", async () => {
  await using services = await testServices();
  const ask = await guardedApp(services, guard)
    .asBrowserOf(await addUser(services));
  services.clock.advance(STALE_MS - 1);
  equal(await body(await ask()), "page");
  equal(await body(await ask({ a: "b" })), '{"a":"b"}');
  services.clock.advance(1);
  equal((await shown(await ask())).status, 200);
  equal((await shown(await ask({ a: "b" }))).status, 403);
});

Deno.test("redirects to the requested page after the password", async () => {
  await using context = await late();
  const { ask } = context;
  const { props } = await shown(await ask());
  equal(props.action, "/page?tab=1");
  equal(props.address, "ada@example.com");
  const sent = { ...props.fields, [STEP_UP_PASSWORD]: PASSWORD };
  const entered = await ask(sent);
  equal(entered.status, 303);
  equal(new URL(entered.headers.get("location") ?? "", PAGE).href, PAGE);
  equal(await body(await ask()), "page");
});

Deno.test("a double click on the password form never submits the page behind it", async () => {
  await using context = await late();
  const { ask } = context;
  const { props } = await shown(await ask());
  const sent = { ...props.fields, [STEP_UP_PASSWORD]: PASSWORD };
  const answers = await Promise.all([ask(sent), ask(sent)]);
  answers.push(await ask(sent));
  equal(answers.map(({ status }) => status), [303, 303, 303]);
});

Deno.test("continues a submitted form after the password, with every field except passwords", async () => {
  await using context = await late();
  const { ask } = context;
  const typed = {
    name: `Ada "the first" <Lovelace> & co`,
    empty: "",
    password: "a new secret",
    present: "an old secret",
  };
  const { status, props, html } = await shown(await ask(typed));
  equal(status, 403);
  equal(props.fields, { name: typed.name, empty: "" });
  ok(!html.includes("secret"));
  const again = { ...props.fields, [STEP_UP_PASSWORD]: "a wrong secret" };
  const wrong = await shown(await ask(again));
  equal([wrong.status, wrong.props.problem], [403, "ownPasswordWrong"]);
  equal(wrong.props.fields, props.fields);
  ok(!wrong.html.includes("secret"));
  const right = { ...wrong.props.fields, [STEP_UP_PASSWORD]: PASSWORD };
  const { name, empty } = await (await ask(right)).json();
  equal({ name, empty }, props.fields);
});

Deno.test("rejects every request without the right password", async () => {
  await using context = await late();
  const { services, user, ask } = context;
  const attempts: Record<string, string>[] = [
    {},
    { step_up_return: "show" },
    { step_up_return: "" },
    { [STEP_UP_PASSWORD]: "" },
    { [STEP_UP_PASSWORD]: "wrong", step_up_return: "show" },
    { password: PASSWORD },
    { provedAt: String(services.now()) },
  ];
  for (const fields of attempts) {
    equal((await shown(await ask(fields))).status, 403);
  }
  const broken = await ask({ [STEP_UP_PASSWORD]: "\0" });
  equal(broken.status, 400);
  const { items } = await services.store.activity.listOf(user.id, { limit: 9 });
  equal(items.map(({ kind }) => kind), ["login_failed"]);
});

Deno.test("counts only in the session in which the password was entered", async () => {
  await using context = await late();
  const { user, app, ask, services } = context;
  const other = await app.asBrowserOf(user);
  services.clock.advance(STALE_MS);
  equal((await ask({ [STEP_UP_PASSWORD]: PASSWORD })).status, 200);
  equal(await body(await ask()), "page");
  ok((await shown(await other())).props);
});

Deno.test("rejects a confirmation time in the future", async () => {
  await using context = await late();
  const { services, ask } = context;
  equal((await ask({ [STEP_UP_PASSWORD]: PASSWORD })).status, 200);
  equal(await body(await ask()), "page");
  services.clock.advance(-61_000);
  equal((await ask()).status, 303, "its token is from the future too");
});

async function guess(ask: Ask, times: number, headers?: HeadersInit) {
  const statuses: number[] = [];
  for (let attempt = 0; attempt < times; attempt++) {
    const response = await ask({ [STEP_UP_PASSWORD]: "guess" }, headers);
    statuses.push(response.status);
    await response.body?.cancel();
  }
  return statuses;
}

Deno.test("limits guesses by the account's attempts, but never locks out a known browser", async () => {
  await using context = await late();
  const { services, user, ask } = context;
  const statuses = await guess(ask, 12);
  equal(statuses, [...Array(10).fill(403), 429, 429]);
  const denied = await ask({ [STEP_UP_PASSWORD]: PASSWORD });
  ok(Number(denied.headers.get("retry-after")) > 0);
  match(
    (await shown(denied)).props.failure ?? "",
    sentence(messages.wait.attempts),
  );
  const cookie = `device_8000=${await rememberDevice(services, null, user)}`;
  const known = await ask({ [STEP_UP_PASSWORD]: PASSWORD }, { cookie });
  equal(known.status, 200);
});

Deno.test("tells a program to log in again and hides the page", async () => {
  await using context = await late();
  const { services, user, app, ask } = context;
  const program = await app.asProgramOf(user);
  equal(await body(await program()), "page");
  services.clock.advance(STALE_MS);
  const json = await ask({ a: "b" }, { accept: "application/json" });
  for (const refused of [await program(), await program({ a: "b" }), json]) {
    equal(refused.status, 403);
    equal(
      await body(refused),
      messages.errors.forbidden.password_not_recent.title,
    );
  }
});

Deno.test("redirects a stranger to log in, with or without a password", async () => {
  await using context = await late();
  const { asNobody } = context.app;
  for (const fields of [undefined, { [STEP_UP_PASSWORD]: PASSWORD }]) {
    const response = await asNobody(fields, { accept: "text/html" });
    equal(response.status, 303);
    match(response.headers.get("location") ?? "", /^\/auth\/login\?next=/);
  }
});

Deno.test("revokes the previous token and issues another after the password (ASVS 5.0 7.2.4)", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const { asNobody } = guardedApp(services, requireUser, guard);
  const { token } = await startSession(services, user, {
    remembered: false,
    userAgent: null,
    provedAt: 0,
  });
  const askWith = (cookie: string, fields?: Record<string, string>) =>
    asNobody(fields, { cookie, accept: "text/html" });
  const before = `access_token_8000=${token}`;
  const form = { [FORM_OWNER]: user.id, [STEP_UP_PASSWORD]: PASSWORD };
  // The first check of a token takes longer: both forms must arrive at the same
  // time.
  await (await askWith(before)).body?.cancel();
  const answers = await Promise.all([1, 2].map(() => askWith(before, form)));
  const old = await askWith(before);
  equal([old.status, old.headers.getSetCookie()], [303, []]);
  for (const answer of answers) {
    equal(answer.status, 200);
    const [line, ...more] = answer.headers.getSetCookie();
    equal(more, []);
    equal(await body(await askWith(line.split(";")[0])), "page");
  }
});
