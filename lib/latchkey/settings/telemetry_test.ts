import assert from "node:assert/strict";
import { siteEnvironment } from "../launcher/environment.ts";
import { readSettings } from "./settings.ts";
import { settingsError } from "../testing/settings_error.ts";
import { TEST_SITE } from "../testing/site.ts";

/** An operator's telemetry settings. */
const TELEMETRY = {
  OTEL_DENO: "true",
  OTEL_DENO_CONSOLE: "ignore",
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "0",
  OTEL_PROPAGATORS: "none",
};

Deno.test("exposes no metrics and sends nothing by default", () => {
  const { metricsToken, openTelemetry } = readSettings(TEST_SITE, {});
  assert.equal(metricsToken, null);
  assert.equal(openTelemetry, false);
});

Deno.test("uses METRICS_TOKEN unchanged", () => {
  const token = "3f9c8a71d2e64b05af10c7b8e5d94f26";
  assert.equal(
    readSettings(TEST_SITE, { METRICS_TOKEN: token }).metricsToken,
    token,
  );
});

for (
  const token of ["short", "x".repeat(31), `${"x".repeat(31)} `, "ä".repeat(40)]
) {
  Deno.test(`rejects METRICS_TOKEN=${token} without repeating it`, () => {
    const { problems, message } = settingsError({ METRICS_TOKEN: token });
    assert.deepEqual(problems.map(({ name }) => name), ["METRICS_TOKEN"]);
    assert.ok(!message.includes(token.trim()));
  });
}

Deno.test("accepts telemetry that reveals no secrets", () => {
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
  Deno.test(`rejects telemetry with ${JSON.stringify(unsafe)}`, () => {
    const { problems } = settingsError({ ...TELEMETRY, ...unsafe });
    assert.deepEqual(problems.map(({ name }) => name), names);
  });
}

const spansOnly: Record<string, string>[] = [
  { OTEL_DENO_TRACING: "1" },
  { OTEL_DENO: "TRUE", OTEL_DENO_METRICS: "false" },
];
for (const half of spansOnly) {
  Deno.test(`checks spans alone, enabled by ${Object.keys(half)}, just as strictly`, () => {
    const { problems } = settingsError(half);
    assert.ok(
      problems.some(({ name }) => name === "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT"),
    );
  });
}

Deno.test("metrics alone need no span limits, since they contain no URLs", () => {
  const { openTelemetry } = readSettings(TEST_SITE, {
    OTEL_DENO_METRICS: "true",
  });
  assert.equal(openTelemetry, true);
});

Deno.test("continues traces from a trusted proxy", () => {
  readSettings(TEST_SITE, {
    ...TELEMETRY,
    TRUST_PROXY: "1",
    OTEL_PROPAGATORS: "",
  });
});

Deno.test("rejects nothing on Deno Deploy, which sets telemetry up itself; the guide warns", async () => {
  readSettings(TEST_SITE, { DENO_DEPLOYMENT_ID: "x1", OTEL_DENO: "true" });
  const guide = await Deno.readTextFile("docs/deploying/deno-deploy.md");
  assert.match(guide, /\*\*Traces show mailed links\.\*\*/);
});

Deno.test("the example given with each problem fixes it", () => {
  const { problems } = settingsError({ OTEL_DENO: "true" });
  const mended = Object.fromEntries(
    problems.map(({ example }) => example.split("=")),
  );
  readSettings(TEST_SITE, { OTEL_DENO: "true", ...mended });
});

Deno.test("telemetry can be set in .env, since Deno starts with its values", () => {
  const { variables } = siteEnvironment(TEST_SITE, {}, () => "OTEL_DENO=true");
  assert.equal(variables.OTEL_DENO, "true");
});
