/** systemd's own checks of the units, which need no running systemd. */
import assert from "node:assert/strict";
import { isInstalled } from "../debian.ts";

const UNITS = [
  "latchkey-site.service",
  "latchkey-backup.service",
  "latchkey-backup.timer",
];

/** The exposure that the guide promises, out of 10. */
const [, PROMISED] = /rates (?:it|both) (\d\.\d) out of/
  .exec((await Deno.readTextFile("docs/deploying/systemd.md"))
    .replaceAll(/\s+/g, " "))!;

/** Units of the system that these depend on. */
const TARGETS = [
  ...["basic", "multi-user", "network-online", "shutdown", "sysinit"],
  ...["time-set", "time-sync", "timers"],
];

const ignore = !await isInstalled("systemd-analyze", "systemd");

/** A machine with the units, and programs in the places that they name. */
async function withMachine(
  use: (root: string) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir({ prefix: "latchkey-machine-" });
  const folders = ["etc/systemd/system", "usr/lib/systemd/system"];
  try {
    for (const folder of [...folders, "usr/bin", "usr/local/bin"]) {
      await Deno.mkdir(`${root}/${folder}`, { recursive: true });
    }
    for (const target of TARGETS) {
      await Deno.writeTextFile(
        `${root}/usr/lib/systemd/system/${target}.target`,
        "[Unit]\n",
      );
    }
    for (const program of ["usr/bin/find", "usr/local/bin/deno"]) {
      await Deno.writeTextFile(`${root}/${program}`, "#!/bin/sh\n", {
        mode: 0o755,
      });
    }
    await new Deno.Command("cp", {
      args: ["-r", "docs/systemd/.", `${root}/etc/systemd/system/`],
    }).output();
    await use(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** Runs `systemd-analyze` on such a machine, and returns everything it prints. */
async function analyze(root: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await new Deno.Command("systemd-analyze", {
    args: [...args, `--root=${root}`, "--no-pager"],
    env: { NO_COLOR: "1", SYSTEMD_EMOJI: "0" },
  }).output();
  const decoder = new TextDecoder();
  return decoder.decode(stderr) + decoder.decode(stdout);
}

Deno.test({
  name: "systemd accepts every line of the units",
  ignore,
  fn: () =>
    withMachine(async (root) => {
      assert.equal(await analyze(root, "verify", ...UNITS), "");
    }),
});

Deno.test({
  name: "systemd would find a misspelt setting and a wrong value",
  ignore,
  fn: () =>
    withMachine(async (root) => {
      const path =
        `${root}/etc/systemd/system/latchkey-.service.d/hardened.conf`;
      const text = await Deno.readTextFile(path);
      const broken = text.replace("ProtectClock=", "ProtectClok=")
        .replace("RestrictRealtime=yes", "RestrictRealtime=maybe");
      await Deno.writeTextFile(path, broken);
      const said = await analyze(root, "verify", ...UNITS);
      assert.match(said, /Unknown (?:key|key name) 'ProtectClok'/);
      assert.match(said, /Failed to parse boolean value.*maybe/);
    }),
});

for (const unit of UNITS.filter((name) => name.endsWith(".service"))) {
  Deno.test({
    name: `systemd rates ${unit} as the guide says, or better`,
    ignore,
    fn: () =>
      withMachine(async (root) => {
        const said = await analyze(root, "security", "--offline=true", unit);
        const [, level] = /Overall exposure level for \S+ (\d+\.\d)/
          .exec(said) ?? [];
        assert.ok(Number(level) <= Number(PROMISED), said);
      }),
  });
}
