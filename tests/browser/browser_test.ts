/**
 * The harness itself: a browser test must fail when the browser reports an
 * error.
 */
import assert from "node:assert/strict";
import { browserTest, clientInfo } from "./browser.ts";
import { chromiumRunsHere } from "./chromium.ts";

const POLICY = "default-src 'none'; img-src data:; script-src 'nonce-abc'";

/** A site of one page. */
function pageOf(body: string) {
  return {
    handler: ({ url }: Request) =>
      new URL(url).pathname === "/"
        ? new Response(
          `<!DOCTYPE html><link rel="icon" href="data:,">${body}`,
          {
            headers: {
              "content-type": "text/html",
              "content-security-policy": POLICY,
            },
          },
        )
        : new Response("no such thing", { status: 404 }),
  };
}

/** Opens the page and returns the test's error. */
async function failureOn(body: string): Promise<string> {
  try {
    await clientInfo(pageOf(body), async ({ page }) => {
      await page.goto("/");
    });
  } catch (error) {
    assert.ok(error instanceof Error);
    const folder = error.message.split("Evidence is in ")[1];
    const kept = Array.from(Deno.readDirSync(folder), ({ name }) => name);
    assert.deepEqual(kept.sort(), ["page.png", "trace.zip"]);
    await Deno.remove(folder, { recursive: true });
    return error.message;
  }
  return "it passed";
}

browserTest(
  "a page without errors passes",
  pageOf("<script nonce=abc>document.title = 'run'</script>"),
  async ({ page }) => {
    await page.goto("/");
    assert.equal(await page.title(), "run");
  },
);

browserTest(
  "without script nothing runs, whatever the policy allows",
  {
    ...pageOf(
      "<title>still</title><script nonce=abc>document.title = 'run'</script>",
    ),
    script: "off",
  },
  async ({ page }) => {
    await page.goto("/");
    assert.equal(await page.title(), "still");
  },
);

for (
  const [complaint, body, expected] of [
    [
      "an inline script that the policy forbids",
      "<script>1</script>",
      /script-src/,
    ],
    [
      "an inline style that the policy forbids",
      "<p style='color:red'>",
      /style/,
    ],
    [
      "an exception in a script",
      "<script nonce=abc>throw Error('oh no')</script>",
      /exception: oh no/,
    ],
    [
      "a console error",
      "<script nonce=abc>console.error('oh no')</script>",
      /error: oh no/,
    ],
    [
      "a missing file",
      "<script nonce=abc src=/gone.js></script>",
      /status 404: .*gone\.js/,
    ],
    [
      "a request to another machine",
      "<script nonce=abc src=http://stranger.invalid/x.js></script>",
      /stranger: .*invalid\/x\.js/,
    ],
  ] as const
) {
  Deno.test({
    name: `a test fails on ${complaint}`,
    ignore: !chromiumRunsHere,
    fn: async () => assert.match(await failureOn(body), expected),
  });
}
