/**
 * The machine that the figures were measured on.
 *
 * @module
 */
import { cpus } from "node:os";
import { generatorName } from "./load.ts";

/**
 * How long an idle core of a Linux virtual machine polls before it sleeps, in
 * nanoseconds.
 */
const POLLING = "/sys/module/haltpoll/parameters/guest_halt_poll_ns";

/** The machine and the day, in one sentence. */
export function machine(): string {
  const [{ model }] = cpus();
  const cores = navigator.hardwareConcurrency;
  const gigabytes = Math.round(Deno.systemMemoryInfo().total / 1e9);
  const { os, arch } = Deno.build;
  const date = new Date().toISOString().slice(0, 10);
  return `${date}: ${model}, ${cores} cores, ${gigabytes} GB of memory, ` +
    `${os} ${Deno.osRelease()} (${arch}), Deno ${Deno.version.deno}, ` +
    `load by \`${generatorName}\`${idleCores()}.`;
}

/**
 * See README.md: on a virtual machine this matters more than most of what is
 * measured.
 */
function idleCores(): string {
  // Deno reads nothing in /sys without all permissions.
  const cat = new Deno.Command("cat", { args: [POLLING], stderr: "null" });
  const { success, stdout } = cat.outputSync();
  if (!success) return "";
  const us = Number(new TextDecoder().decode(stdout)) / 1000;
  return us > 0
    ? `, idle cores poll for ${us} µs`
    : ", idle cores sleep at once";
}
