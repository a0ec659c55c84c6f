/** What a person sees who starts the site at a terminal. */
import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { startTask } from "./tasks.ts";

/** Elsewhere `script` takes other arguments. */
const ignore = Deno.build.os !== "linux";

/** A file that the builder watches and no page is made of. */
const WATCHED = "lib/fresh/tests/fixtures/trivial/routes/index.tsx";

Deno.test({
  name:
    "start has colours at a terminal, and says where the site is and how long it took",
  ignore,
  async fn() {
    await using task = startTask("start", { terminal: true });
    const said = await task.says(/Next:/);
    const plain = stripVTControlCharacters(said);
    assert.notEqual(said, plain);
    assert.match(
      plain,
      /^Latchkey is ready at http:\/\/localhost:\d+ \(\d+\.\d\d s\)\r?$/m,
    );
  },
});

Deno.test({
  name: "it has none with NO_COLOR, nor where no terminal is",
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
  name:
    "dev says the same, and at a reload which files changed, with the address",
  ignore,
  async fn() {
    await using task = startTask("dev", { terminal: true });
    const said = stripVTControlCharacters(await task.says(/Next:/));
    assert.match(said, /Latchkey is ready at http:\/\/localhost:/);
    assert.doesNotMatch(said, /Reloaded/);
    const now = new Date();
    await Deno.utime(WATCHED, now, now);
    const reloaded = await task.says(/Reloaded[^\n]*trivial[^\n]* s\)/);
    assert.match(
      stripVTControlCharacters(reloaded),
      /^Reloaded for .*trivial\/routes\/index\.tsx.* at http:\/\/localhost:\d+ \(\d+\.\d\d s\)/m,
    );
  },
});
