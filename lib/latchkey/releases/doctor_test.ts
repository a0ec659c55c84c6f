/** What `doctor` says about releases, with lists in files and on a real server. */
import assert from "node:assert/strict";
import { readSettings } from "../settings/settings.ts";
import { settingsError } from "../testing/settings_error.ts";
import { run } from "../testing/cli/run.ts";
import { testServices } from "../testing/services.ts";
import { TEST_SITE } from "../testing/site.ts";
import { compareVersions, VERSION } from "../version.ts";
import { checkReleases } from "./doctor.ts";
import { fetchReleaseList, ListError } from "./fetch_list.ts";

/** A list whose release 0.2.1 fixes a problem that 0.1.0 to 0.2.0 have. */
const LIST = {
  format: 1,
  releases: [
    { version: "0.10.0", date: "2026-04-01", security: [] },
    {
      version: "0.2.1",
      date: "2026-02-01",
      security: [
        { severity: "high", since: "0.1.0", summary: "Links worked twice." },
      ],
    },
    { version: "0.2.0", date: "2026-01-31", security: [] },
  ],
};

/** What is found with a list, for a version. */
async function found(place: URL | string | null, version = "0.2.0") {
  const findings = await checkReleases({ securityReleases: place }, version);
  return findings.map(({ level, message }) => `${level} ${message}`).join("\n");
}

async function withFile(
  text: string | Uint8Array,
  test: (path: string) => Promise<void>,
) {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(
      path,
      typeof text === "string" ? new TextEncoder().encode(text) : text,
    );
    await test(path);
  } finally {
    await Deno.remove(path);
  }
}

async function withServer(
  answer: (request: Request) => Response,
  test: (url: URL) => Promise<void>,
) {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    answer,
  );
  await test(new URL(`http://127.0.0.1:${server.addr.port}/releases.json`));
}

Deno.test("asks nobody without SECURITY_RELEASES", async () => {
  assert.deepEqual(await checkReleases({ securityReleases: null }), []);
});

Deno.test("fails while a security fix is missing, from a file and over HTTP", async () => {
  const text = JSON.stringify(LIST);
  const message =
    "fail Releases: Latchkey 0.2.0 lacks a security fix of 0.2.1 " +
    '(2026-02-01, high): Links worked twice. Run "deno task upgrade".';
  await withFile(
    text,
    async (path) => assert.equal(await found(path), message),
  );
  await withServer(
    () => new Response(text),
    async (url) => assert.equal(await found(url), message),
  );
});

Deno.test("passes versions with the fix, and those before the problem", () =>
  withFile(JSON.stringify(LIST), async (path) => {
    for (const version of ["0.2.1", "0.9.0", "0.10.0", "0.0.9"]) {
      assert.equal(
        await found(path, version),
        `ok Releases: Latchkey ${version} lacks no security fix. ` +
          "The newest release is 0.10.0.",
      );
    }
  }));

Deno.test("warns about a list that is older than the site", () =>
  withFile(JSON.stringify(LIST), async (path) => {
    assert.match(
      await found(path, "1.0.0"),
      /^warn Releases: the list ends with 0\.10\.0, but this is Latchkey 1\.0\.0\./,
    );
  }));

Deno.test("shows texts of a list without characters that control a terminal", () => {
  const summary = "A\u001b[2J\r\nok – fine\u202e\u0085.";
  const list = structuredClone(LIST);
  list.releases[1].security[0].summary = summary;
  return withFile(JSON.stringify(list), async (path) => {
    const text = await found(path);
    assert.match(
      text,
      /: A\\u001b\[2J\\u000d\\u000aok – fine\\u202e\\u0085\. Run/,
    );
    assert.doesNotMatch(text, /[\p{Cc}\p{Bidi_Control}]/u);
  });
});

Deno.test("lists twenty fixes and counts the others", () => {
  const fix = { severity: "low", since: "0.0.0", summary: "x" };
  const security = new Array(25).fill(fix);
  const release = { version: "9.0.0", date: "2026-05-01", security };
  return withFile(
    JSON.stringify({ format: 1, releases: [release] }),
    async (path) => {
      const lines = (await found(path)).split("\n");
      assert.equal(lines.length, 21);
      assert.match(lines[20], /and 5 more security fixes are missing\.$/);
    },
  );
});

const release = LIST.releases[1];

const NO_LISTS: Record<string, string> = {
  "nothing": "",
  "HTML": "<!doctype html>",
  "deep JSON": "[".repeat(500_000),
  "another format": JSON.stringify({ ...LIST, format: 2 }),
  "no releases": JSON.stringify({ format: 1, releases: [] }),
  "a bad version": JSON.stringify({
    format: 1,
    releases: [{ ...release, version: "1.0.0-\u001b" }],
  }),
  "a bad date": JSON.stringify({
    format: 1,
    releases: [{ ...release, date: "today" }],
  }),
  "an unknown severity": JSON.stringify(LIST).replace('"high"', '"urgent"'),
  "a prototype": '{"__proto__":{"format":1,"releases":[]}}',
};

for (const [what, text] of Object.entries(NO_LISTS)) {
  Deno.test(`fails on ${what} instead of a list`, () =>
    withFile(text, async (path) => {
      assert.equal(
        await found(path),
        `fail Releases: ${path} is not a list of releases. Check SECURITY_RELEASES.`,
      );
    }));
}

Deno.test("fails on a file that is missing, too large, or no file", async () => {
  assert.match(
    await found("/tmp/none/x\u001b"),
    /x\\u001b does not exist\. Check/,
  );
  assert.match(await found("/tmp"), /^fail .*\/tmp is not a file\./);
  await withFile(
    new Uint8Array(1_000_001).fill(32),
    async (path) => assert.match(await found(path), /larger than a megabyte/),
  );
});

/** Spaces without end. */
function endless(everyMs: number): ReadableStream<Uint8Array> {
  const chunk = new Uint8Array(everyMs > 0 ? 1 : 65_536).fill(32);
  return new ReadableStream({
    async pull(controller) {
      if (everyMs > 0) await new Promise((end) => setTimeout(end, everyMs));
      controller.enqueue(chunk);
    },
  });
}

Deno.test("gives up on an answer without end, compressed or not", async () => {
  await withServer(
    () => new Response(endless(0)),
    async (url) =>
      assert.match(await found(url), /^fail .* larger than a megab/),
  );
  const zeros = new Blob([new Uint8Array(50_000_000)]).stream();
  const bomb = await new Response(
    zeros.pipeThrough(new CompressionStream("gzip")),
  ).bytes();
  await withServer(
    () => new Response(bomb, { headers: { "content-encoding": "gzip" } }),
    async (url) =>
      assert.match(await found(url), /^fail .* larger than a megab/),
  );
});

Deno.test("gives up on a slow answer as a whole, and calls it temporary", () =>
  withServer(
    () => new Response(endless(20)),
    async (url) => {
      await assert.rejects(
        fetchReleaseList(url, 200),
        (error) =>
          error instanceof ListError && error.temporary &&
          error.message === "did not answer within 0.2 seconds",
      );
    },
  ));

Deno.test("follows no redirect", async () => {
  let asked = 0;
  await withServer(
    ({ url }) => {
      asked++;
      return Response.redirect(new URL("/elsewhere", url), 302);
    },
    async (url) => {
      assert.match(
        await found(url),
        /^fail .*\/releases\.json answers 302, and redirects are not followed\./,
      );
    },
  );
  assert.equal(asked, 1);
});

Deno.test("only warns about an outage, and hides the query of the URL", async () => {
  await withServer(
    () => new Response("", { status: 503 }),
    async (url) => {
      url.search = "?token=secret";
      const text = await found(url);
      assert.match(
        text,
        /^warn .*releases\.json answers 503\. Try again later\.$/,
      );
      assert.ok(!text.includes("secret"));
    },
  );
  await withServer(
    () => new Response("", { status: 404 }),
    async (url) => assert.match(await found(url), /^fail .* answers 404\./),
  );
  let closed = new URL("http://127.0.0.1");
  await withServer(() => new Response(), (url) => {
    closed = new URL("?token=secret", url);
    return Promise.resolve();
  });
  const text = await found(closed);
  assert.match(text, /^warn .*\.json cannot be reached: .*Connection refused/);
  assert.ok(!text.includes("secret"), text);
});

Deno.test("doctor exits with 1 while a security fix is missing", async () => {
  await using services = await testServices();
  const security = [{ severity: "low", since: "0.0.0", summary: "x" }];
  const list = (version: string) =>
    JSON.stringify({
      format: 1,
      releases: [{ version, date: "2026-02-01", security }],
    });
  const doctor = async (text: string) => {
    const path = await Deno.makeTempFile();
    try {
      await Deno.writeTextFile(path, text);
      const env = {
        APP_ENV: "test",
        BCRYPT_COST: "4",
        SECURITY_RELEASES: path,
      };
      return await run(services.store, ["doctor"], { env });
    } finally {
      await Deno.remove(path);
    }
  };
  const behind = await doctor(list("999.0.0"));
  assert.equal(behind.code, 1, behind.out);
  assert.match(behind.out, /^fail – Releases: .*999\.0\.0/m);
  const current = await doctor(list(VERSION));
  assert.equal(current.code, 0, current.out);
  assert.match(current.out, /^ok {3}– Releases: Latchkey/m);
});

Deno.test("compares versions by number", () => {
  assert.ok(compareVersions("0.9.9", "0.10.0") < 0);
  assert.ok(compareVersions("2.0.0", "1.99.99") > 0);
  assert.equal(compareVersions("1.2.3", "1.2.3"), 0);
});

Deno.test("SECURITY_RELEASES is a path, or a URL that nobody on the way can change", () => {
  const placeOf = (SECURITY_RELEASES: string) =>
    readSettings(TEST_SITE, { SECURITY_RELEASES }).securityReleases;
  assert.equal(placeOf(""), null);
  assert.equal(placeOf("/etc/releases.json"), "/etc/releases.json");
  for (const url of ["https://example.com/r.json", "http://localhost:1/"]) {
    assert.equal(String(placeOf(url)), url);
  }
  for (
    const bad of [
      "http://example.com/r.json",
      "https://ada:secret@example.com/",
      "ftp://example.com/",
      "file:///etc/passwd",
    ]
  ) {
    const { message } = settingsError({ SECURITY_RELEASES: bad });
    assert.match(
      message,
      /SECURITY_RELEASES must be the path of a file, or a URL/,
    );
    assert.ok(!message.includes("secret"));
  }
});
