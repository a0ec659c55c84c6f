/**
 * Builds the npm package: `deno task build:create [folder]`. The folder, by default
 * `_create`, gets the package as a folder and as a tarball.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { buildPackage, tarballOf } from "./package.ts";

const [folder = "_create"] = Deno.args;
const built = await buildPackage(Deno.cwd());
const unpacked = join(folder, "create-latchkey");
await Deno.remove(unpacked, { recursive: true }).catch(() => {});
for (const [path, bytes] of built.files) {
  await Deno.mkdir(dirname(join(unpacked, path)), { recursive: true });
  await Deno.writeFile(join(unpacked, path), bytes);
}
const tarball = join(folder, `create-latchkey-${built.version}.tgz`);
await Deno.writeFile(tarball, tarballOf(built));
console.log(tarball);
