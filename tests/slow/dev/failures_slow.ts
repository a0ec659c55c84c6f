/** How `deno task dev` shows mistakes and recovers when they are fixed. */
import assert from "node:assert/strict";
import { hasOwnFresh } from "@latchkey/core/testing";
import { site as SITE } from "../../../lib/site.ts";
import { withDev } from "./project.ts";

const NOT_RUNNING = "The site is not running";

/**
 * Mistakes in sources: the file, the text appended to it, and the expected
 * message.
 */
const MISTAKES = [
  ["routes/index.tsx", "const x = ;", "Expression expected"],
  [
    "lib/latchkey/features/account/demo_users.ts",
    "const x = ;",
    "Expression expected",
  ],
  ["lib/site.ts", "const x = ;", "Expression expected"],
  [
    "lib/latchkey/server/announce.ts",
    'import "../../start/missing.ts";',
    "missing.ts",
  ],
  ["islands/StayLoggedIn.tsx", "const x = ;", "StayLoggedIn.tsx"],
  ["main.ts", 'throw new Error("<b>oops</b>");', "&lt;b>oops&lt;/b>"],
  ["fresh.config.ts", "Deno.exit(0);", "The process exited without an error."],
] as const;

Deno.test("shows a mistake in a source until it is fixed", () =>
  withDev(async ({ project, task, shows }) => {
    await shows(200, SITE.name);
    for (const [path, mistake, said] of MISTAKES) {
      // Fresh itself loads a route when it is first requested.
      if (path.startsWith("routes/") && !hasOwnFresh()) continue;
      const right = await project.read(path);
      await project.write(path, `${right}\n${mistake}\n`);
      const page = await shows(500, NOT_RUNNING, "/account");
      assert.ok(page.includes(said), `${path}: ${page}`);
      await project.write(path, right);
      await shows(200, SITE.name);
    }
    assert.match(task.said(), /Expression expected/);
    assert.match(task.said(), /Reloaded for .*fresh\.config\.ts/);
  }));

Deno.test("replaces the first mistake with the next one", () =>
  withDev(async ({ project, shows }) => {
    await shows(200, SITE.name);
    const right = await project.read("main.ts");
    for (const message of ["the first", "the second"]) {
      await project.write(
        "main.ts",
        `${right}\nthrow new Error("${message}");`,
      );
      await shows(500, message);
    }
  }));

Deno.test("shows a mistake in .env until it is fixed", () =>
  withDev(async ({ project, task, shows }) => {
    await shows(200, SITE.name);
    await project.write(".env", "SESSION_HOURS=many\nSMTP_URL=hunter2\n");
    const page = await shows(500, 'SESSION_HOURS is "many"');
    assert.doesNotMatch(page, /hunter2/);
    await project.write(".env", "APP_ENV=production\n");
    await shows(500, "APP_ENV is set in .env");
    await Deno.writeFile(`${project.root}/.env`, new Uint8Array([65, 61, 255]));
    await shows(500, ".env is not UTF-8 text");
    await Deno.remove(`${project.root}/.env`);
    await Deno.mkdir(`${project.root}/.env`);
    await shows(500, ".env is a folder");
    await Deno.remove(`${project.root}/.env`);
    await shows(200, SITE.name);
    assert.doesNotMatch(task.said(), /^\s+at /m);
  }));

Deno.test("open pages are told about a new server", () =>
  withDev(async ({ project, port, shows }) => {
    await shows(200, SITE.name);
    const right = await project.read("main.ts");
    const site = await serverOf(port);
    await project.write("main.ts", "throw new Error('oops')");
    await site.closed;
    await shows(500, NOT_RUNNING);
    const overlay = await serverOf(port);
    assert.notEqual(overlay.id, site.id);
    await project.write("main.ts", right);
    await overlay.closed;
    await shows(200, SITE.name);
    const again = await serverOf(port);
    assert.notEqual(again.id, overlay.id);
    await again.leave();
  }));

/**
 * The connection that a page's script keeps open: who serves it, and when that
 * one is gone.
 */
async function serverOf(port: number) {
  const { body } = await fetch(`http://localhost:${port}/_fresh/alive`);
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  const { value = "" } = await reader.read();
  const [, id] = /^data: (.+)$/m.exec(value) ?? [];
  return {
    id,
    closed: reader.read().catch(() => {}),
    leave: () => reader.cancel(),
  };
}
