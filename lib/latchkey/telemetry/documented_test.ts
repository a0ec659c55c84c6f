/** Checks what `docs/operating.md` says about monitoring. */
import assert from "node:assert/strict";
import { parse } from "yaml";
import { SECURITY_EVENTS } from "./security_events.ts";
import { startTelemetry } from "./open.ts";
import { prometheusName } from "./prometheus.ts";
import { createPasswordHasher } from "../crypto/password_hasher.ts";
import { testServices } from "../testing/services.ts";

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: { readonly summary: string };
}

const DOCUMENT = await Deno.readTextFile("docs/operating.md");

/** Its YAML blocks. */
const yaml = [...DOCUMENT.matchAll(/^```yaml\n(.*?)^```$/gms)]
  .map(([, text]) => parse(text));

const rules: Rule[] = yaml.flatMap(({ groups = [] }) => groups)
  .flatMap(({ rules }) => rules);

Deno.test("every example is YAML, and every rule has the fields Prometheus requires", () => {
  assert.equal(yaml.length, 2);
  assert.ok(rules.length >= 8);
  const names = rules.map(({ alert }) => alert);
  assert.equal(new Set(names).size, names.length);
  for (const { alert, expr, labels, annotations } of rules) {
    assert.match(alert, /^Latchkey[A-Z]\w+$/);
    assert.ok(["page", "morning"].includes(labels.severity), alert);
    assert.match(annotations.summary, /\.$|\?$/, alert);
    const depths = [...expr].map((sign) => ({ "(": 1, ")": -1 }[sign] ?? 0));
    assert.equal(depths.reduce((sum, depth) => sum + depth, 0), 0, alert);
  }
});

Deno.test("the rules use existing metrics and labels", async () => {
  await using services = await testServices();
  const { telemetry, over } = await startTelemetry(
    { metricsToken: "x".repeat(32), openTelemetry: false },
    Date.now,
  );
  over(services.store);
  createPasswordHasher({ cost: 4, telemetry });
  const { families } = telemetry.instruments;
  for (const { alert, expr } of rules) {
    for (
      const [, name, labels = ""] of expr.matchAll(
        /\b((?:latchkey|process)_\w+)(?:\{([^}]*)\})?/g,
      )
    ) {
      const family = families.find((family) =>
        name.replace(/_(?:count|sum|bucket)$/, "") === prometheusName(family)
      );
      assert.ok(family, `${alert}: there is no ${name}`);
      for (const [, label] of labels.matchAll(/(\w+)\s*[=!]~?"/g)) {
        assert.ok([...family.labelNames, "job"].includes(label), alert);
      }
    }
  }
});

Deno.test("documents exactly the events that the app logs", async () => {
  const logged = new Set(["request"]);
  for (const event of SECURITY_EVENTS) logged.add(`security.${event}`);
  for (const folder of ["lib", "routes"]) {
    for await (const path of sources(folder)) {
      const text = await Deno.readTextFile(path);
      for (
        const [, event] of text.matchAll(
          /\blog(?:\.(?:info|warn|error)\(|,)\s*"([\w.]+)"/g,
        )
      ) logged.add(event);
    }
  }
  const explained = [...DOCUMENT.matchAll(/^\| `([a-z_.]+)` +\|/gm)]
    .map(([, event]) => event);
  assert.deepEqual(explained.toSorted(), [...logged].toSorted());
});

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) {
      if (name !== "tests" && name !== "testing") yield* sources(path);
    } else if (/(?<!_test)\.tsx?$/.test(name)) yield path;
  }
}
