/**
 * What the figures were taken on.
 *
 * @module
 */
import { cpus } from "node:os";
import { generatorName } from "./load.ts";

/** The machine and the day, in one sentence. */
export function machine(): string {
  const [{ model }] = cpus();
  const cores = navigator.hardwareConcurrency;
  const gigabytes = Math.round(Deno.systemMemoryInfo().total / 1e9);
  const { os, arch } = Deno.build;
  const date = new Date().toISOString().slice(0, 10);
  return `${date}: ${model}, ${cores} cores, ${gigabytes} GB of memory, ` +
    `${os} ${Deno.osRelease()} (${arch}), Deno ${Deno.version.deno}, ` +
    `load by \`${generatorName}\`.`;
}
