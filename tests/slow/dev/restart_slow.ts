/** When `deno task dev` restarts the site, and with what. */
import assert from "node:assert/strict";
import { site as SITE } from "../../../lib/site.ts";
import { withDev } from "./project.ts";

/** A page that shows the site's environment. */
const PAGE = `export default () =>
  <p>min {Deno.env.get("PASSWORD_MIN_LENGTH")} own {Deno.env.get("OWN_KEY")}</p>;
`;

/** The text of that page; Preact omits what isn't set. */
const says = (min: string, own = "") => `<p>min ${min} own ${own}</p>`;

Deno.test("applies a change of .env at once, including when the file is created or removed", () =>
  withDev(async ({ project, task, shows }) => {
    await shows(200, SITE.name);
    await project.write("routes/probe.tsx", PAGE);
    await shows(200, says(""), "/probe");
    await project.write(".env", "PASSWORD_MIN_LENGTH=20\n");
    await shows(200, says("20"), "/probe");
    await project.write(".env.new", "PASSWORD_MIN_LENGTH=21\n");
    await Deno.rename(`${project.root}/.env.new`, `${project.root}/.env`);
    await shows(200, says("21"), "/probe");
    await Deno.remove(`${project.root}/.env`);
    await shows(200, says(""), "/probe");
    assert.match(task.said(), /Reloaded for \.env at/);
  }));

Deno.test("a site's own variable is available once lib/site.ts names it", () =>
  withDev(async ({ project, task, shows }) => {
    await project.write("routes/probe.tsx", PAGE);
    await project.write(".env", "OWN_KEY=abc\n");
    await task.says(/OWN_KEY in \.env is not a setting/);
    const site = await project.read("lib/site.ts");
    const changed = site
      .replace("{ defineSite }", "{ defineFeature, defineSite }")
      .replace(
        "features: [",
        'features: [defineFeature({ name: "own", settings: { OWN_KEY: v.any() } }), ',
      ) + 'import * as v from "valibot";\n';
    assert.notEqual(changed, site);
    await project.write("lib/site.ts", changed);
    await shows(200, says("", "abc"), "/probe");
  }));

Deno.test("the last of several changes wins, whenever it is made", () =>
  withDev(async ({ project, shows }) => {
    await shows(200, SITE.name);
    for (const pauses of [[1, 1, 1], [90, 120, 200], [300, 700, 30]]) {
      const last = crypto.randomUUID();
      for (const [n, ms] of pauses.entries()) {
        const text = n === pauses.length - 1 ? last : `not yet ${n}`;
        await project.write(
          "routes/probe.tsx",
          `export default () => <p>${text}</p>;\n`,
        );
        await new Promise((done) => setTimeout(done, ms));
      }
      await shows(200, last, "/probe");
    }
  }));

Deno.test("a removed page is gone", () =>
  withDev(async ({ project, shows }) => {
    await project.write("routes/probe.tsx", PAGE);
    await shows(200, "min", "/probe");
    await Deno.remove(`${project.root}/routes/probe.tsx`);
    await shows(404, SITE.name, "/probe");
  }));

Deno.test("files that aren't part of the site don't restart it", () =>
  withDev(async ({ project, task, shows }) => {
    await shows(200, SITE.name);
    for (
      const path of ["lib/a.ts~", "lib/a_test.ts", "_fresh/a.js", ".data/a"]
    ) await project.write(path, "");
    await new Promise((done) => setTimeout(done, 300));
    await project.write("lib/last.ts", "");
    await task.says(/Reloaded/);
    assert.match(task.said(), /Reloaded for lib\/last\.ts at/);
  }));
