/**
 * How the site stops when its launcher is told to, and what the launcher then
 * prints.
 */
import assert from "node:assert/strict";
import { startTask } from "../start/tasks.ts";

/** Elsewhere `ps` takes other arguments. */
const ignore = Deno.build.os !== "linux";

/** A site whose launcher was started without the task runner. */
interface Launched {
  readonly launcher: number;
  readonly site: number;
  /** The launcher's exit code. */
  ended(): Promise<number>;
}

/** A process's only child. */
async function childOf(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("ps", {
    args: ["-o", "pid=", "--ppid", String(pid)],
  }).output();
  return Number(new TextDecoder().decode(stdout));
}

async function withLaunched(
  test: (launched: Launched) => Promise<void>,
  under: readonly string[] = [],
) {
  const cwd = await Deno.makeTempDir();
  try {
    await using task = startTask("start", { cwd, under });
    await task.says(/Next:/);
    const launcher = under.length > 0 ? await childOf(task.pid) : task.pid;
    await test({
      launcher,
      site: await childOf(launcher),
      ended: async () => (await task.ended()).code,
    });
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  Deno.test(`${signal} to the launcher stops the site cleanly`, {
    ignore,
  }, () =>
    withLaunched(async ({ launcher, site, ended }) => {
      Deno.kill(launcher, signal);
      assert.equal(await ended(), 0);
      assert.throws(() => Deno.kill(site, "SIGTERM"), Deno.errors.NotFound);
    }));

  Deno.test(
    `${signal} to both at once stops the site cleanly`,
    { ignore },
    () =>
      withLaunched(async ({ launcher, site, ended }) => {
        for (const pid of [site, launcher]) Deno.kill(pid, signal);
        assert.equal(await ended(), 0);
      }),
  );
}

Deno.test(
  "the launcher exits with 137 when the site is killed",
  { ignore },
  () =>
    withLaunched(async ({ site, ended }) => {
      Deno.kill(site, "SIGKILL");
      assert.equal(await ended(), 137);
    }),
);

/** Gives a program its own process ids, starting with its own. */
const UNSHARE = [
  "unshare",
  "-r",
  "--pid",
  "--fork",
  "--kill-child",
  "--mount-proc",
];

async function canUnshare(): Promise<boolean> {
  const [program, ...args] = [...UNSHARE, "true"];
  return await new Deno.Command(program, { args }).output()
    .then(({ success }) => success, () => false);
}

const ignoreFirst = ignore || !await canUnshare();

Deno.test("stops cleanly as the first process of a container", {
  ignore: ignoreFirst,
}, () =>
  withLaunched(async ({ launcher, ended }) => {
    Deno.kill(launcher, "SIGTERM");
    assert.equal(await ended(), 0);
  }, UNSHARE));

Deno.test("reports a killed site as the first process of a container", {
  ignore: ignoreFirst,
}, () =>
  withLaunched(async ({ site, ended }) => {
    Deno.kill(site, "SIGKILL");
    assert.equal(await ended(), 137);
  }, UNSHARE));
