/**
 * The units of `docs/systemd`, compared with `docs/deploying/systemd.md` and
 * `deno.json`.
 */
import assert from "node:assert/strict";
import { buildOnce } from "@latchkey/core/testing";
import { startTask } from "../start/tasks.ts";

const FOLDER = "docs/systemd";
const DROP_IN = "latchkey-.service.d";
const DEPLOYING = await Deno.readTextFile("docs/deploying/systemd.md");

/** A section of a unit: each name with all its values, in order. */
type Section = ReadonlyMap<string, readonly string[]>;

/** Parses a unit (systemd.syntax(7)). An invalid line fails the test. */
async function readUnit(path: string): Promise<Map<string, Section>> {
  const unit = new Map<string, Map<string, string[]>>();
  let section = new Map<string, string[]>();
  for (
    const line of (await Deno.readTextFile(`${FOLDER}/${path}`)).split("\n")
  ) {
    if (line === "" || line.startsWith("#")) continue;
    const [, title] = /^\[(\w+)\]$/.exec(line) ?? [];
    if (title !== undefined) {
      assert.ok(!unit.has(title), `${path} has [${title}] twice`);
      unit.set(title, section = new Map());
      continue;
    }
    const [, name, value] = /^([A-Z]\w+)=(.*)$/.exec(line) ?? [];
    assert.ok(name !== undefined && unit.size > 0, `${path}: ${line}`);
    section.set(name, [...section.get(name) ?? [], value]);
  }
  return unit;
}

/** The names of files in a folder with an extension. */
async function filesOf(folder: string, ending: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && name.endsWith(ending)) names.push(name);
  }
  return names;
}

const services = await filesOf(FOLDER, ".service");
const hardened = (await readUnit(`${DROP_IN}/hardened.conf`)).get("Service")!;

Deno.test("every service starts an existing task with the Deno that the guide expects", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const [, program] = /Deno is expected at `([^`]+)`/.exec(DEPLOYING)!;
  assert.ok(services.length >= 2, services.join());
  for (const name of services) {
    const [start, ...more] = (await readUnit(name)).get("Service")!
      .get("ExecStart")!;
    assert.deepEqual(more, [], name);
    const [, path, task] = /^(\S+) task --quiet (\w+)/.exec(start)!;
    assert.equal(path, program, name);
    assert.ok(task in tasks, `${name} starts ${task}`);
  }
});

Deno.test("the drop-in applies to every service, and none weakens it", async () => {
  // systemd.unit(5): foo-.service.d applies to every service whose name starts
  // with foo-.
  const prefix = DROP_IN.slice(0, -".service.d".length);
  for (const name of services) {
    assert.ok(name.startsWith(prefix), name);
    const service = (await readUnit(name)).get("Service")!;
    for (const setting of service.keys()) {
      assert.ok(!hardened.has(setting), `${name} overrides ${setting}`);
    }
  }
});

Deno.test("the timer starts an existing service", async () => {
  for (const name of await filesOf(FOLDER, ".timer")) {
    const unit = await readUnit(name);
    assert.ok(services.includes(name.replace(".timer", ".service")), name);
    assert.deepEqual(unit.get("Timer")?.get("OnCalendar"), [
      "*-*-* 03:00:00",
    ]);
  }
});

/** The guide's promises, and the settings that keep them. */
const PROMISES = {
  "no privileges": {
    NoNewPrivileges: ["yes"],
    CapabilityBoundingSet: [""],
    AmbientCapabilities: [""],
    RestrictSUIDSGID: ["yes"],
    User: ["latchkey"],
    Group: ["latchkey"],
  },
  "a read-only system": {
    ProtectSystem: ["strict"],
    ProtectHome: ["yes"],
    ProtectKernelTunables: ["yes"],
    ProtectKernelModules: ["yes"],
    ProtectControlGroups: ["yes"],
    ReadWritePaths: undefined,
  },
  "a private `/tmp`": { PrivateTmp: ["yes"], PrivateDevices: ["yes"] },
  "only the system calls of a service": {
    SystemCallFilter: ["@system-service", "~@privileged @resources"],
    SystemCallArchitectures: ["native"],
    RestrictNamespaces: ["yes"],
  },
};

for (const [promise, settings] of Object.entries(PROMISES)) {
  Deno.test(`the guide promises ${promise}, and the drop-in keeps it`, () => {
    const words = DEPLOYING.replaceAll(/\s+/g, " ");
    assert.ok(words.includes(promise), "the guide says so");
    for (const [name, values] of Object.entries(settings)) {
      assert.deepEqual(hardened.get(name), values, name);
    }
  });
}

Deno.test("old backups are searched for where backups are written", async () => {
  const backup = await readUnit("latchkey-backup.service");
  const [remove] = backup.get("Service")!.get("ExecStartPost")!;
  assert.ok(remove.includes(" /var/lib/latchkey/backups "), remove);
});

Deno.test("the stop signal reaches only the main process, which exits with 0 in time", async () => {
  const unit = await readUnit("latchkey-site.service");
  const service = unit.get("Service")!;
  assert.deepEqual(service.get("KillMode"), ["mixed"]);
  const [timeout] = service.get("TimeoutStopSec")!;
  await buildOnce();
  const task = startTask("start");
  await task.says(/Next:/);
  const toldAt = performance.now();
  await task[Symbol.asyncDispose]();
  assert.equal((await task.ended()).code, 0);
  assert.ok(performance.now() - toldAt < Number(timeout) * 1000);
});

Deno.test("no service can read the history of the project", () => {
  const [root] = hardened.get("WorkingDirectory")!;
  assert.deepEqual(hardened.get("InaccessiblePaths"), [`-${root}/.git`]);
  // Those who don't use the units have the modes of the files.
  assert.match(DEPLOYING, /^chmod -R go= \.git /m);
});

Deno.test("the guide creates files and users where the units expect them", () => {
  assert.deepEqual(hardened.get("EnvironmentFile"), ["/etc/latchkey.env"]);
  assert.match(DEPLOYING, /install -m 0600 \/dev\/null \/etc\/latchkey\.env/);
  const [root] = hardened.get("WorkingDirectory")!;
  assert.ok(DEPLOYING.includes(`git clone … ${root} && cd ${root}`));
  assert.deepEqual(hardened.get("StateDirectory"), ["latchkey"]);
  const [, database] = /^DATABASE_FILE=(\S+)$/m.exec(DEPLOYING)!;
  assert.equal(database, "/var/lib/latchkey/latchkey.db");
  assert.deepEqual(hardened.get("StateDirectoryMode"), ["0700"]);
  assert.deepEqual(hardened.get("UMask"), ["0077"]);
});
