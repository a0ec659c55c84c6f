/** Releases from an npm registry. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { packTar } from "modern-tar";
import { siteFrom, type UpgradableSite } from "../../testing/upgrade/site.ts";

const DAY_MS = 24 * 60 * 60_000;

interface Published {
  readonly tarball: Uint8Array<ArrayBuffer>;
  /** When; two days ago by default. */
  readonly at?: number;
  readonly integrity?: string;
}

/** A registry on this machine with versions of `create-latchkey`. */
function registry(versions: Readonly<Record<string, Published>>): {
  readonly url: string;
  [Symbol.asyncDispose](): Promise<void>;
} {
  const server: Deno.HttpServer<Deno.NetAddr> = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    (request) => {
      const { pathname } = new URL(request.url);
      const version = /-(\d.*)\.tgz$/.exec(pathname)?.[1];
      if (version) return new Response(versions[version].tarball);
      if (pathname !== "/create-latchkey") {
        return new Response("{}", {
          status: 404,
        });
      }
      const times = Object.entries(versions).map((
        [version, { at }],
      ) => [version, new Date(at ?? Date.now() - 2 * DAY_MS).toISOString()]);
      return Response.json({
        name: "create-latchkey",
        "dist-tags": { latest: Object.keys(versions).at(-1) },
        time: Object.fromEntries(times),
        versions: Object.fromEntries(
          Object.entries(versions).map(([version, published]) => [version, {
            name: "create-latchkey",
            version,
            dist: {
              tarball: `${url}create-latchkey-${version}.tgz`,
              integrity: published.integrity ?? integrityOf(published.tarball),
            },
          }]),
        ),
      });
    },
  );
  const url = `http://127.0.0.1:${server.addr.port}/`;
  return { url, [Symbol.asyncDispose]: () => server.shutdown() };
}

function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}

async function packed(folder: string): Promise<Uint8Array<ArrayBuffer>> {
  const entries: Parameters<typeof packTar>[0][number][] = [];
  const visit = async (below: string) => {
    for await (
      const { name, isDirectory } of Deno.readDir(join(folder, below))
    ) {
      if (isDirectory) {
        await visit(`${below}${name}/`);
        continue;
      }
      const body = await Deno.readFile(join(folder, below, name));
      const header = { name: `package/${below}${name}`, size: body.length };
      entries.push({ header, body });
    }
  };
  await visit("");
  const stream = new Blob([await packTar(entries)]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Runs the command in a process of its own, with a cache of its own. */
async function upgradeFrom(
  site: UpgradableSite,
  url: string,
  ...args: readonly string[]
) {
  const main = new URL("main.ts", import.meta.url).pathname;
  const config = new URL("../../../../deno.json", import.meta.url).pathname;
  const { code, stdout, stderr } = await new Deno.Command("deno", {
    args: [
      ...["run", "--quiet", "--no-prompt", "--config", config],
      ...["--allow-read", `--allow-write=${site.root}`, "--allow-run=deno,git"],
      ...[main, ...args],
    ],
    cwd: site.root,
    env: {
      NPM_CONFIG_REGISTRY: url,
      DENO_DIR: join(site.base, "cache"),
      NO_COLOR: "1",
    },
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

const newSite = () => siteFrom({ "a.ts": "1\n" }, { "a.ts": "2\n" });

Deno.test("takes the latest release of the registry", async () => {
  await using site = await newSite();
  await using registered = registry({
    "0.1.0": { tarball: await packed(site.base) },
    "0.2.0": { tarball: await packed(site.next) },
  });
  const { code, out, err } = await upgradeFrom(site, registered.url);
  assert.equal(code, 0, err);
  assert.match(out, /^Upgraded the site from 0\.1\.0 to 0\.2\.0/);
  assert.equal(await site.read("a.ts"), "2\n");
  await site.edit({});
  const again = await upgradeFrom(site, registered.url);
  assert.equal(again.out, "The site is at 0.2.0 already.\n");
});

Deno.test("takes a release of today only when it is asked for by version", async () => {
  await using site = await newSite();
  await using registered = registry({
    "0.1.0": { tarball: await packed(site.base), at: Date.now() },
    "0.2.0": { tarball: await packed(site.next), at: Date.now() },
  });
  const { code, err } = await upgradeFrom(site, registered.url);
  assert.equal(code, 1);
  assert.match(
    err,
    /0\.2\.0 is less than a day old\. .* "deno task upgrade 0\.2\.0"/,
  );
  const asked = await upgradeFrom(site, registered.url, "0.2.0");
  assert.equal(asked.code, 0, asked.err);
  assert.equal(await site.read("a.ts"), "2\n");
});

Deno.test("changes nothing on a wrong checksum, an unknown version, or without a network", async () => {
  await using site = await newSite();
  const before = await site.files();
  await using registered = registry({
    "0.1.0": { tarball: await packed(site.base) },
    "0.2.0": {
      tarball: await packed(site.next),
      integrity: integrityOf(new Uint8Array()),
    },
  });
  const cases: [url: string, args: string[], message: RegExp][] = [
    [registered.url, [], /checksum did not match/],
    [registered.url, ["0.3.0"], /create-latchkey@0\.3\.0 can't be downloaded/],
    [
      "http://127.0.0.1:9/",
      [],
      /Connect[^]*use --from and --base: docs\/upgrading\.md/,
    ],
  ];
  for (const [url, args, message] of cases) {
    const { code, out, err } = await upgradeFrom(site, url, ...args);
    assert.equal(code, 1);
    assert.equal(out, "");
    assert.match(err, /can't be downloaded, so nothing was changed\.\n/);
    assert.match(err, message);
    assert.doesNotMatch(err, /backtrace|Warning/);
    assert.deepEqual(await site.files(), before);
  }
});
