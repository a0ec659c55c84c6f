/** Follows `docs/from-nothing.md`: a site is made, changed, upgraded and deployed. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { freePort } from "@latchkey/core/testing";
import { logInAsDemoUser } from "../../../lib/create-latchkey/first_login.ts";
import {
  type LocalRegistry,
  startRegistry,
} from "../../../lib/create-latchkey/local_registry.ts";
import { VERSION } from "../../../lib/latchkey/version.ts";
import { isInstalled } from "../../debian.ts";
import { blocksOf } from "../recipes/recipe.ts";
import { deploy } from "./deployment.ts";
import { type Machines, startMachines } from "./machines.ts";
import { blocksIn, commandsIn, edit, runAll } from "./page.ts";
import { CHANGES, LATER, laterRelease, thisRelease } from "./releases.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

const RECIPE = "docs/recipes/company-field.md";

/** What the steps work with. */
interface Story {
  readonly registry: LocalRegistry;
  readonly machines: Machines;
  readonly computer: Terminal;
  /** The site's folder on the computer. */
  readonly site: string;
  /** Where it listens there. */
  readonly port: string;
}

async function publish(
  { registry, machines }: Story,
  tarball: Uint8Array,
): Promise<void> {
  const file = join(machines.folder, "package.tgz");
  await Deno.writeFile(file, tarball);
  await registry.publish(file);
}

async function make(story: Story): Promise<void> {
  await publish(story, await thisRelease());
  await story.computer.run({ line: "! command -v deno", printed: "" });
  const origin = `http://localhost:${story.port}`;
  await runAll(
    story.computer,
    await commandsIn("1. "),
    () => logInAtHome(origin),
  );
}

/** Looks at the home page of a site in English alone, and logs in. */
async function logInAtHome(origin: string): Promise<void> {
  const home = await fetch(origin);
  const html = await home.text();
  assert.match(html, /<title>[^<]* · My site</);
  assert.doesNotMatch(html, /name="language"/, "there is only one language");
  assert.doesNotMatch(await logInAsDemoUser(origin), /href="#language"/);
}

async function change({ computer, site }: Story): Promise<void> {
  await edit(site, await blocksIn("2. "));
  const recipe = await Deno.readTextFile(join(site, RECIPE));
  await edit(site, blocksOf(recipe));
  await runAll(computer, await commandsIn("2. "));
}

async function upgrade(story: Story): Promise<void> {
  const later = join(story.machines.folder, "later");
  await Deno.mkdir(later);
  await publish(story, await laterRelease(later));
  await runAll(story.computer, await commandsIn("3. "));
  for (const [path, , after] of CHANGES) {
    const text = await Deno.readTextFile(join(story.site, path));
    assert.ok(text.includes(after), `${path} has "${after}"`);
  }
}

Deno.test({
  name: "a site is made with Node alone, changed, upgraded, and deployed",
  ignore: !await isInstalled("nginx", "nginx-light"),
  async fn(t) {
    await using registry = await startRegistry();
    await using machines = await startMachines(registry.url);
    const { folder } = machines;
    const port = String(freePort());
    const computer = openTerminal({
      folder,
      names: [
        ["0.1.0", VERSION],
        ["0.2.0", LATER],
        ["localhost:8000", `localhost:${port}`],
      ],
      environment: (line) => ({ ...machines.computer(line), PORT: port }),
    });
    const site = join(folder, "my-site");
    const story: Story = { registry, machines, computer, site, port };
    // Each step needs the ones before.
    await t.step("made, started, and logged in", () => make(story)) &&
      await t.step("changed", () => change(story)) &&
      await t.step("upgraded", () => upgrade(story)) &&
      await t.step(
        "deployed behind nginx",
        () => deploy(folder, site, machines.server),
      );
  },
});
