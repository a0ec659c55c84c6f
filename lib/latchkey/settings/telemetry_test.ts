import assert from "node:assert/strict";
import { siteEnvironment } from "../launcher/environment.ts";
import { readSettings } from "./settings.ts";
import { refusal } from "../testing/refusal.ts";
import { TEST_SITE } from "../testing/site.ts";

/** What an operator sets to have telemetry. */
const TELEMETRY = {
  OTEL_DENO: "true",
  OTEL_DENO_CONSOLE: "ignore",
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "0",
  OTEL_PROPAGATORS: "none",
};

Deno.test("nobody may read the numbers and nothing is sent, if nobody says so", () => {
  const { metricsToken, openTelemetry } = readSettings(TEST_SITE, {});
  assert.equal(metricsToken, null);
  assert.equal(openTelemetry, false);
});

Deno.test("METRICS_TOKEN is taken as it is", () => {
  const token = "3f9c8a71d2e64b05af10c7b8e5d94f26";
  assert.equal(
    readSettings(TEST_SITE, { METRICS_TOKEN: token }).metricsToken,
    token,
  );
});

for (
  const token of ["short", "x".repeat(31), `${"x".repeat(31)} `, "ä".repeat(40)]
) {
  Deno.test(`METRICS_TOKEN=${token} is refused and not repeated`, () => {
    const { problems, message } = refusal({ METRICS_TOKEN: token });
    assert.deepEqual(problems.map(({ name }) => name), ["METRICS_TOKEN"]);
    assert.ok(!message.includes(token.trim()));
  });
}

Deno.test("telemetry that tells no secrets is taken", () => {
  assert.equal(readSettings(TEST_SITE, TELEMETRY).openTelemetry, true);
  assert.equal(
    readSettings(TEST_SITE, { ...TELEMETRY, OTEL_SDK_DISABLED: "true" })
      .openTelemetry,
    false,
  );
});

for (
  const [unsafe, names] of [
    [{ OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "" }, [
      "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
    ]],
    [{ OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "1" }, [
      "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
    ]],
    [{ OTEL_DENO_CONSOLE: "" }, ["OTEL_DENO_CONSOLE"]],
    [{ OTEL_DENO_CONSOLE: "replace" }, ["OTEL_DENO_CONSOLE"]],
    [{ OTEL_PROPAGATORS: "" }, ["OTEL_PROPAGATORS"]],
  ] as const
) {
  Deno.test(`telemetry with ${JSON.stringify(unsafe)} is refused`, () => {
    const { problems } = refusal({ ...TELEMETRY, ...unsafe });
    assert.deepEqual(problems.map(({ name }) => name), names);
  });
}

const spansAlone: Record<string, string>[] = [
  { OTEL_DENO_TRACING: "1" },
  { OTEL_DENO: "TRUE", OTEL_DENO_METRICS: "false" },
];
for (const half of spansAlone) {
  Deno.test(`spans alone, by ${Object.keys(half)}, are looked at as closely`, () => {
    const { problems } = refusal(half);
    assert.ok(
      problems.some(({ name }) => name === "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT"),
    );
  });
}

Deno.test("numbers alone need no limits on spans, as they hold no addresses", () => {
  const { openTelemetry } = readSettings(TEST_SITE, {
    OTEL_DENO_METRICS: "true",
  });
  assert.equal(openTelemetry, true);
});

Deno.test("behind a proxy of one's own, traces may go on from it", () => {
  readSettings(TEST_SITE, {
    ...TELEMETRY,
    TRUST_PROXY: "1",
    OTEL_PROPAGATORS: "",
  });
});

Deno.test("on Deno Deploy, where nobody else can set telemetry up, nothing is refused and the guide warns", async () => {
  readSettings(TEST_SITE, { DENO_DEPLOYMENT_ID: "x1", OTEL_DENO: "true" });
  const guide = await Deno.readTextFile("docs/deploying.md");
  const [, notes] = guide.split(/^## Deno Deploy$/m);
  assert.match(notes.split(/^## /m)[0], /\*\*Traces show mailed links\.\*\*/);
});

Deno.test("each example that a problem gives mends it", () => {
  const { problems } = refusal({ OTEL_DENO: "true" });
  const mended = Object.fromEntries(
    problems.map(({ example }) => example.split("=")),
  );
  readSettings(TEST_SITE, { OTEL_DENO: "true", ...mended });
});

Deno.test("telemetry can be set in .env, since Deno starts with what that holds", () => {
  const { variables } = siteEnvironment(TEST_SITE, {}, () => "OTEL_DENO=true");
  assert.equal(variables.OTEL_DENO, "true");
});
