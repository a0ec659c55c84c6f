import assert from "node:assert/strict";
import { createInstruments } from "./instruments.ts";
import { prometheusText } from "./prometheus.ts";
import { readPrometheus } from "../testing/telemetry/read_prometheus.ts";

Deno.test("a parser reads counters, gauges and histograms as they were counted", async () => {
  const { families, counter, histogram, gauge } = createInstruments();
  const drinks = counter({ name: "bar.drinks", help: "Drinks." }, "what");
  const wait = histogram(
    { name: "bar.wait", help: "Waiting.", unit: "s" },
    [0.1, 1],
    "what",
  );
  gauge({ name: "bar.memory", help: "Memory.", unit: "By" }, () => 7);
  gauge({ name: "bar.late", help: "Late." }, () => Promise.resolve(3));
  for (const what of ["tea", "tea", "milk"]) drinks.add(what);
  for (const seconds of [0.05, 0.1, 0.5, 2]) wait.record(seconds, "tea");
  const text = await prometheusText(families);
  assert.deepEqual(
    readPrometheus(text).map(({ name, labels, value }) => [
      name,
      { ...labels },
      value,
    ]),
    [
      ["bar_drinks_total", { what: "tea" }, 2],
      ["bar_drinks_total", { what: "milk" }, 1],
      ["bar_wait_seconds_bucket", { what: "tea", le: "0.1" }, 2],
      ["bar_wait_seconds_bucket", { what: "tea", le: "1" }, 3],
      ["bar_wait_seconds_bucket", { what: "tea", le: "+Inf" }, 4],
      ["bar_wait_seconds_sum", { what: "tea" }, 2.65],
      ["bar_wait_seconds_count", { what: "tea" }, 4],
      ["bar_memory_bytes", {}, 7],
      ["bar_late", {}, 3],
    ],
  );
  assert.match(text, /^# HELP bar_drinks_total Drinks\.$/m);
  assert.deepEqual(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, ...type]) => type),
    [
      ["bar_drinks_total", "counter"],
      ["bar_wait_seconds", "histogram"],
      ["bar_memory_bytes", "gauge"],
      ["bar_late", "gauge"],
    ],
  );
});

Deno.test("leaves unknown values out instead of reporting 0", async () => {
  const { families, gauge } = createInstruments();
  gauge({ name: "unknown", help: "Unknown." }, () => null);
  assert.doesNotMatch(await prometheusText(families), /^unknown/m);
});

Deno.test("a hostile label can't end its line or its quotes", async () => {
  const { families, counter } = createInstruments();
  const hostile = 'a"} 1\nforged{x="\\';
  counter({ name: "c", help: "line\nbreak \\" }, "what").add(hostile);
  const text = await prometheusText(families);
  assert.equal(text.trimEnd().split("\n").length, 3);
  assert.match(text, /^c_total\{what="a\\"\} 1\\nforged\{x=\\"\\\\"\} 1$/m);
});
