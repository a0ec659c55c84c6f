/**
 * One browser for all workers of a test run. It prints its address and exits
 * with the process that started it.
 *
 * @module
 */
import { launchOptions } from "./chromium.ts";

const options = await launchOptions();
const { chromium } = await import("playwright-core");
const server = await chromium.launchServer({ ...options, host: "127.0.0.1" });
console.log(server.wsEndpoint());
const owner = Deno.ppid;
setInterval(async () => {
  if (Deno.ppid === owner) return;
  await server.close();
  Deno.exit();
}, 500);
