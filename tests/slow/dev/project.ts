/**
 * `deno task dev` in a copy of the project whose files a test may change.
 *
 * @module
 */
import { copyProject, type ProjectCopy } from "../recipes/project_copy.ts";
import { freePort, until } from "@latchkey/core/testing";
import { type RunningTask, startTask } from "../../start/tasks.ts";

/** How long a restart may take on a busy machine, in milliseconds. */
const PATIENCE_MS = 60_000;

/** A site under development. */
export interface DevProject {
  readonly project: ProjectCopy;
  readonly task: RunningTask;
  readonly port: number;
  /** Waits for a page with this status and text, and returns the whole page. */
  shows(status: number, text: string, path?: string): Promise<string>;
}

/** Starts `deno task dev` on a free port and stops it after the test. */
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

/** Null when nothing answers, or the answer ends early. */
async function ask(url: string) {
  try {
    const answer = await fetch(url);
    return { status: answer.status, text: await answer.text() };
  } catch {
    return null;
  }
}
