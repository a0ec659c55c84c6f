/**
 * `deno task dev` in a copy of the project, whose files a test may change.
 *
 * @module
 */
import { copyProject, type ProjectCopy } from "../recipes/project_copy.ts";
import { until } from "@latchkey/core/testing";
import { type RunningTask, startTask } from "../../start/tasks.ts";

/** How long a restart may take where the machine is busy, in milliseconds. */
const PATIENCE_MS = 60_000;

/** A site that is being worked on. */
export interface DevProject {
  readonly project: ProjectCopy;
  readonly task: RunningTask;
  readonly port: number;
  /** Waits for a page with this status and this text, and gives the whole of it. */
  shows(status: number, text: string, path?: string): Promise<string>;
}

/** Starts `deno task dev` on a port of its own, and ends it after the test. */
export async function withDev(
  test: (dev: DevProject) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  await using project = await copyProject();
  const port = freePort();
  await using task = startTask("dev", {
    cwd: project.root,
    isProject: true,
    env: { PORT: String(port), ...env },
  });
  await test({
    project,
    task,
    port,
    async shows(status, text, path = "/") {
      let page = "";
      await until(async () => {
        const answer = await ask(`http://localhost:${port}${path}`);
        page = answer?.text ?? "";
        return answer?.status === status && page.includes(text);
      }, PATIENCE_MS).catch((cause) => {
        const wanted = `${status} with ${text} at ${path}`;
        throw new Error(`no ${wanted}: ${task.said()}`, { cause });
      });
      return page;
    },
  });
}

/** Null where nobody answers, or ends in the middle of it. */
async function ask(url: string) {
  try {
    const answer = await fetch(url);
    return { status: answer.status, text: await answer.text() };
  } catch {
    return null;
  }
}

/** A port on which nothing listens. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "localhost", port: 0 });
  return listener.addr.port;
}
