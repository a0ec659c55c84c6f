/**
 * How `deno task dev` stops: with all its processes, and the port free at once.
 */
import assert from "node:assert/strict";
import { site as SITE } from "../../../lib/site.ts";
import { until } from "@latchkey/core/testing";
import { type DevProject, withDev } from "./project.ts";

/** Elsewhere `ps` takes other arguments. */
const ignore = Deno.build.os !== "linux";

/** The processes started by a command line from this project's folder. */
async function processesIn(root: string): Promise<number[]> {
  const { stdout } = await new Deno.Command("ps", {
    args: ["-eo", "pid=,args="],
  }).output();
  return new TextDecoder().decode(stdout).split("\n")
    .filter((line) => line.includes(root)).map((line) => parseInt(line));
}

/** The launcher, started by the task runner. */
async function launcherOf({ task }: DevProject): Promise<number> {
  const { stdout } = await new Deno.Command("ps", {
    args: ["-o", "pid=", "--ppid", String(task.pid)],
  }).output();
  return parseInt(new TextDecoder().decode(stdout));
}

async function assertGone({ project, port }: DevProject) {
  Deno.listen({ hostname: "localhost", port }).close();
  assert.deepEqual(await processesIn(project.root), []);
}

const WAYS = [
  ["SIGTERM", "the launcher"],
  ["SIGINT", "the launcher"],
  ["SIGHUP", "the launcher"],
  ["SIGTERM", "the task"],
] as const;

for (const [signal, whom] of WAYS) {
  for (const state of ["serves", "waits for a change"]) {
    Deno.test(
      `${signal} to ${whom} stops it while it ${state}`,
      { ignore },
      () =>
        withDev(async (dev) => {
          await dev.shows(200, SITE.name);
          if (state !== "serves") {
            await dev.project.write("main.ts", "const x = ;");
            await dev.shows(500, "Expression expected");
          }
          const launcher = await launcherOf(dev);
          Deno.kill(whom === "the task" ? dev.task.pid : launcher, signal);
          const { code } = await dev.task.ended();
          assert.equal(code, 0);
          await assertGone(dev);
        }),
    );
  }
}

Deno.test(
  "the site stops when its launcher is killed",
  { ignore },
  () =>
    withDev(async (dev) => {
      await dev.shows(200, SITE.name);
      Deno.kill(await launcherOf(dev), "SIGKILL");
      const isGone = () => assertGone(dev).then(() => true, () => false);
      await until(isGone, 30_000);
      assert.equal((await dev.task.ended()).code, 137);
    }),
);
