import assert from "node:assert/strict";
import fc from "fast-check";
import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { Described } from "./fixtures/islands/islands/Described.tsx";
import { askText } from "./ask.ts";
import { test } from "./differences.ts";
import { fixture } from "./site.ts";

const builder = new Builder({ root: fixture("islands") });
const applySnapshot = await builder.build({ snapshot: "memory" });

/** What a page embeds for one island with a prop. */
async function embedded(value: unknown): Promise<string> {
  const app = new App().use(staticFiles())
    .get("/", (ctx) => ctx.render(<Described value={value} />));
  applySnapshot(app);
  const html = await askText(app, "/");
  const parts = html.split(/<script type="application\/json"[^>]*>/);
  assert.equal(parts.length, 2);
  const [data, ...rest] = parts[1].split("</script>");
  assert.equal(rest.length, 2, "one data script and one module");
  return data;
}

/** Reads it like the page's own script. */
async function read(data: string): Promise<unknown> {
  const { parse } = await import("devalue");
  const page = JSON.parse(data);
  const [[, props]] = Array.isArray(page) ? page : parse(page.data);
  return props.value;
}

const isPlain = (data: string) => Array.isArray(JSON.parse(data));

test("any text arrives intact and never closes its script", async () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("</script", "<!--", "<script>", "]]>", "\u2028", "\\u003c"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece), async (pieces) => {
      const text = pieces.join("");
      const data = await embedded(text);
      assert.doesNotMatch(data, /</);
      assert.equal(await read(data), text);
    }),
  );
});

test("any data arrives unchanged", async () => {
  const anything = fc.anything({
    key: fc.string().filter((key) => key !== "__proto__"),
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  });
  await fc.assert(
    fc.asyncProperty(anything, async (value) => {
      const data = await embedded([value]);
      assert.doesNotMatch(data, /</);
      assert.deepStrictEqual(await read(data), [value]);
    }),
    { examples: [[new Date(NaN)]] },
  );
});

test("data that JSON supports is sent as plain JSON", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue().filter((value) => !hasMinusZero(value)),
      async (value) => {
        const data = await embedded(value);
        assert.ok(isPlain(data), data);
        assert.deepStrictEqual(await read(data), value);
      },
    ),
  );
});

function hasMinusZero(value: unknown): boolean {
  if (typeof value === "object" && value !== null) {
    return "__proto__" in value && Object.hasOwn(value, "__proto__") ||
      Object.values(value).some(hasMinusZero);
  }
  return Object.is(value, -0);
}

test("an undefined prop equals a missing one", async () => {
  assert.ok(isPlain(await embedded(undefined)));
});

test("an object passed twice stays one object", async () => {
  const shared = { n: 1 };
  const value = await read(await embedded({ a: shared, b: shared })) as {
    a: unknown;
    b: unknown;
  };
  assert.deepEqual(value.a, shared);
  assert.equal(value.a, value.b);
});

test("a cycle arrives intact", async () => {
  const ring: { self?: unknown } = {};
  ring.self = ring;
  const value = await read(await embedded(ring)) as { self: unknown };
  assert.equal(value.self, value);
});
