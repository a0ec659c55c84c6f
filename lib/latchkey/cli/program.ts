/**
 * Runs the command that was called.
 *
 * @module
 */
import { createOutbox } from "../email/outbox.ts";
import type { Cli, Runner } from "./command.ts";
import { createProgram } from "./commands.ts";
import type { Outcome } from "./outcome.ts";
import { runProgram } from "./run.ts";

/** Runs one of the operator's commands to its end, as {@linkcode runProgram} does. */
export function runCli(args: readonly string[], cli: Cli): Promise<number> {
  return runProgram(args, {
    io: cli.io,
    task: "cli",
    create: (finish) => createProgram(createRunner(cli, finish)),
  });
}

function createRunner(cli: Cli, finish: (outcome: Outcome) => void): Runner {
  return {
    async withServices(action) {
      const settings = cli.settings();
      const store = await cli.openStore(settings);
      try {
        const { now, site } = cli;
        const passwords = cli.createPasswords(settings);
        const mail = createOutbox({ settings, store, now });
        const services = { site, settings, store, passwords, mail, now };
        finish(await action(services, cli.io));
      } finally {
        await store.close();
      }
    },
    async alone(action) {
      finish(await action(cli));
    },
  };
}
