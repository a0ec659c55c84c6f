/** What starting the site at a terminal prints. */
import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { site as SITE } from "../../lib/site.ts";
import { copyProject } from "../slow/recipes/project_copy.ts";
import { startTask } from "./tasks.ts";

/** Elsewhere `script` takes other arguments. */
const ignore = Deno.build.os !== "linux";

/** How the first line starts. */
const READY = RegExp.escape(`${SITE.name} is ready at http://localhost:`);

Deno.test({
  name:
    "start prints the site's URL and the time it took, with colours at a terminal",
  ignore,
  async fn() {
    await using task = startTask("start", { terminal: true });
    const said = await task.says(/Next:/);
    const plain = stripVTControlCharacters(said);
    assert.notEqual(said, plain);
    assert.match(
      plain,
      new RegExp(`^${READY}\\d+ \\(\\d+\\.\\d\\d s\\)\\r?$`, "m"),
    );
  },
});

Deno.test({
  name: "prints no colours with NO_COLOR or without a terminal",
  ignore,
  async fn() {
    for (
      const options of [
        { terminal: true, env: { NO_COLOR: "1" } },
        { terminal: false },
      ]
    ) {
      await using task = startTask("start", options);
      const said = await task.says(/Next:/);
      assert.equal(said, stripVTControlCharacters(said));
    }
  },
});

Deno.test({
  name: "dev prints the same, and on a reload the changed files and the URL",
  ignore,
  async fn() {
    await using project = await copyProject();
    await using task = startTask("dev", {
      terminal: true,
      cwd: project.root,
      isProject: true,
    });
    const said = stripVTControlCharacters(await task.says(/Next:/));
    assert.match(said, new RegExp(READY));
    assert.doesNotMatch(said, /Reloaded/);
    await project.write("lib/latchkey/dev/new/main.ts", "");
    const reloaded = await task.says(/Reloaded[^\n]*dev\/new[^\n]* s\)/);
    assert.match(
      stripVTControlCharacters(reloaded),
      /^Reloaded for .*dev\/new\/main\.ts.* at http:\/\/localhost:\d+ \(\d+\.\d\d s\)/m,
    );
    await project.write("main.ts", "const x = ;");
    assert.match(
      await task.says(/Waiting for a file change/),
      // deno-lint-ignore no-control-regex -- that colours come through the pipe
      /\x1b\[31m.*Expression expected|could not start/s,
    );
  },
});
