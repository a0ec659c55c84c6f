/** The guides in `docs/deploying/`: their settings, their commands, and what they say was tested. */
import assert from "node:assert/strict";
import { readSettings } from "@latchkey/core";
import { newDataKeys, newKeys } from "@latchkey/core/testing";
import { commandsOf } from "../../lib/latchkey/commands.ts";
import { site } from "../../lib/site.ts";
import { HAS_ALL } from "../site_features.ts";
import { markdownIn } from "./markdown.ts";

const GUIDES = await Array.fromAsync(markdownIn("docs/deploying"));
const pages = new Map(
  await Promise.all(
    GUIDES.map(async (path) => [path, await Deno.readTextFile(path)] as const),
  ),
);

/** The settings in a block: one on each line, in quotes or not, with a comment or not. */
function settingsIn(block: string): Record<string, string> {
  const lines = block.matchAll(/^([A-Z_]+)=(?:'([^']*)'|(\S+))/gm);
  return Object.fromEntries(
    [...lines].map(([, name, quoted, plain]) => [name, quoted ?? plain]),
  );
}

/** The blocks of code in a page. */
function blocksIn(text: string): string[] {
  return [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block]) => block);
}

Deno.test("each guide says what was tested", () => {
  assert.ok(GUIDES.length >= 6);
  for (const [path, text] of pages) {
    assert.match(text, /^\*\*What was tested\.\*\* /m, path);
  }
});

Deno.test("the overview lists each guide", async () => {
  const overview = await Deno.readTextFile("docs/deploying.md");
  for (const path of GUIDES) {
    assert.ok(overview.includes(`](${path.replace("docs/", "")})`), path);
  }
});

Deno.test("the site starts in production with the settings of each guide", () => {
  let checked = 0;
  for (const [path, text] of pages) {
    for (const block of blocksIn(text)) {
      const { DATABASE_PASSWORD: _password, ...settings } = settingsIn(block);
      if (!("JWT_KEYS" in settings)) continue;
      checked++;
      const read = readSettings(site, {
        APP_ENV: "production",
        ...settings,
        JWT_KEYS: newKeys(),
        DATA_KEYS: newDataKeys(),
      });
      assert.ok(read.https, path);
    }
  }
  assert.ok(checked >= 4, `${checked} blocks`);
});

Deno.test("a guide with a proxy on the same machine lets only it reach the app", () => {
  const alone = ["systemd", "small-server"].map((name) =>
    pages.get(`docs/deploying/${name}.md`)!
  );
  for (const text of alone) {
    assert.match(text, /^HOST=127\.0\.0\.1$/m);
    assert.match(text, /^TRUST_PROXY=1$/m);
  }
});

Deno.test("a comment behind a setting is only where it isn't part of the value", () => {
  // systemd.exec(5): in an EnvironmentFile, a comment has a line of its own.
  for (const name of ["systemd", "small-server"]) {
    for (const block of blocksIn(pages.get(`docs/deploying/${name}.md`)!)) {
      if ("JWT_KEYS" in settingsIn(block)) assert.doesNotMatch(block, /#/);
    }
  }
});

(HAS_ALL ? Deno.test : Deno.test.ignore)(
  "each task and command in the guides exists",
  async () => {
    const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
    const { commands } = commandsOf(site);
    let found = 0;
    for (const [path, text] of pages) {
      for (
        const [, task] of text.matchAll(/\bdeno task (?:--\S+ )*([a-z:]+)/g)
      ) {
        assert.ok(task in tasks, `${path}: ${task}`);
      }
      for (const [, words] of text.matchAll(/\bcli ((?:[a-z-]+ ?){1,3})/g)) {
        const named = Object.keys(commands)
          .some((command) => `${words.trim()} `.startsWith(`${command} `));
        assert.ok(named, `${path}: cli ${words}`);
        found++;
      }
    }
    assert.ok(found >= 8, `${found} commands`);
  },
);

Deno.test("a new machine gets the version of Deno that the README names", async () => {
  const readme = await Deno.readTextFile("README.md");
  const [, version] = /npx -y deno@(\S+)/.exec(readme) ?? [];
  const text = pages.get("docs/deploying/small-server.md")!;
  assert.match(text, new RegExp(`^version=v${RegExp.escape(version)} `, "m"));
});

Deno.test("the machine that fetches backups gets no shell", () => {
  const text = pages.get("docs/deploying/small-server.md")!;
  assert.match(
    text,
    /^command="rrsync -ro \/var\/lib\/latchkey\/backups",restrict ssh-ed25519 /m,
  );
  assert.match(text, /^apt-get install .*\brsync\b/m);
  // Paths are from the only folder that the key can read.
  assert.match(text, /^rsync --archive root@your\.site: backups\/$/m);
});

Deno.test("no proxy serves files of the project", async () => {
  const { stdout } = await new Deno.Command("ls", { args: ["docs/proxy"] })
    .output();
  const files = new TextDecoder().decode(stdout).trim().split("\n");
  assert.deepEqual(files, ["Caddyfile", "nginx.conf", "offline.html"]);
  for (const file of ["Caddyfile", "nginx.conf"]) {
    const text = await Deno.readTextFile(`docs/proxy/${file}`);
    const roots = [...text.matchAll(/^\s*root (?:\* )?([^;\s]+)/gm)]
      .map(([, folder]) => folder);
    assert.ok(roots.length > 0);
    for (const folder of roots) assert.match(folder, /^\/var\/www\//);
    assert.doesNotMatch(text, /\/opt\/latchkey/);
  }
});
