/**
 * A site in a folder of its own, deployed as its guides say: built, served by the command of the
 * unit, with the settings of the guide, behind nginx.
 *
 * @module
 */
import assert from "node:assert/strict";
import { type MailServer, startMailServer } from "@latchkey/core/testing";
import { freePort } from "@latchkey/core/testing/databases";
import { output } from "../../../lib/latchkey/testing/upgrade/run.ts";
import { startTask } from "../../start/tasks.ts";
import { startNginx } from "./nginx.ts";
import { adapt, type Proxy } from "./proxy.ts";

/** What is running. */
export interface DeployedSite extends AsyncDisposable {
  readonly proxy: Proxy;
  readonly mailServer: MailServer;
}

/** Deploys the site in a folder, whose packages are installed. */
export async function deploySite(root: string): Promise<DeployedSite> {
  const deno = (...args: string[]) => output("deno", args, root);
  await deno("task", "--quiet", "build");
  const keys = await deno(..."task --quiet cli keys generate".split(" "));
  const dataKeys = await deno(
    ..."task --quiet cli keys generate --for data".split(" "),
  );
  const mailServer = await startMailServer();
  const appPort = freePort();
  const proxy = await startNginx({ appPort, site: root });
  const folder = await Deno.makeTempDir({ prefix: "latchkey-state-" });
  const settings = {
    ...await settingsOf(root, {
      "/var/lib/latchkey": folder,
      "https://your.site": `https://localhost:${proxy.httpsPort}`,
      "user:password@mail.example.com:587": `127.0.0.1:${mailServer.port}`,
    }),
    JWT_KEYS: keys.trim(),
    DATA_KEYS: dataKeys.trim(),
    BCRYPT_COST: "10",
    PORT: String(appPort),
  };
  const env = { APP_ENV: "production", ...settings };
  const task = startTask("serve", { cwd: root, isProject: true, env });
  await task.says(/Next:/);
  return {
    proxy,
    mailServer,
    async [Symbol.asyncDispose]() {
      await task[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
      await mailServer[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** The settings of the guide, once the unit starts what the test starts. */
async function settingsOf(
  root: string,
  replacements: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const unit = await Deno.readTextFile(
    `${root}/docs/systemd/latchkey-site.service`,
  );
  assert.match(unit, /^ExecStart=\S*deno task --quiet serve$/m);
  const guide = await Deno.readTextFile(`${root}/docs/deploying/systemd.md`);
  const [, block] = /^```sh\n(JWT_KEYS=.*?)^```$/ms.exec(guide)!;
  return Object.fromEntries(
    adapt(block, replacements).trim().split("\n").map((line) => {
      const [name, ...rest] = line.split("=");
      return [name, rest.join("=").replaceAll("'", "")];
    }),
  );
}
