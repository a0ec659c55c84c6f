/**
 * All commands of a site: the library's and those of its features.
 *
 * @module
 */
import type { Cli, Commands, StandaloneCommands } from "./cli/cli.ts";
import { type Command, commandMaker } from "./cli/command.ts";
import { CommandFailure } from "./cli/outcome.ts";
import type { CommandTree } from "./cli/program.ts";
import { keyCommands } from "./crypto/commands.ts";
import { openKeyRing } from "./crypto/key_ring.ts";
import { DATA_KEYS, openKeySet } from "./crypto/key_sources.ts";
import { createSecrets } from "./crypto/secrets.ts";
import { databaseCommands } from "./database/commands.ts";
import { ensureExists } from "./database/commands/place.ts";
import type { OpenStore } from "./open_store.ts";
import { doctor } from "./doctor.ts";
import { emailCommands } from "./email/commands.ts";
import { createOutbox } from "./email/mailer.ts";
import { createUse, noQueries } from "./feature.ts";
import { accountCommands } from "./features/account/commands.ts";
import { exportUsers } from "./features/export/commands.ts";
import { incidentCommands } from "./features/incident/commands.ts";
import { factorCommands } from "./features/second_factor/commands.ts";
import { sessionCommands } from "./features/session/commands.ts";
import type {
  CommandContext,
  CommandServices,
  Feature,
  Services,
  Site,
} from "./services.ts";
import { createLog } from "./telemetry/log.ts";
import { transportOf } from "./site_mailer.ts";
import { createTelemetry } from "./telemetry/telemetry.ts";

const GROUPS: CommandTree["groups"] = {
  users: "Manage accounts. <user> is an email address or ID.",
  sessions: "List and end sessions.",
  mail: "List queued emails, and retry them.",
  keys: "Generate and rotate the keys of access tokens and of stored secrets.",
  incident:
    "Respond to an incident: end sessions, replace keys, lock accounts.",
  database: "Apply migrations, and copy to another database.",
};

/** The commands of every site. */
const COMMANDS: StandaloneCommands = {
  ...withServices({
    ...accountCommands,
    "users export": exportUsers,
    ...factorCommands,
    ...sessionCommands,
    ...emailCommands,
    ...incidentCommands,
  }),
  ...keyCommands,
  ...databaseCommands,
  doctor,
};

/** The path of a command: one word or two. */
const PATH = /^[a-z][a-z\d_-]*(?: [a-z][a-z\d_-]*)?$/;

/**
 * All commands of a site.
 *
 * @throws {CommandFailure} if the name of a feature's command is taken or invalid.
 */
export function commandsOf(site: Site): CommandTree {
  const groups: Record<string, string> = { ...GROUPS };
  const commands: Record<string, Command<Cli>> = { ...COMMANDS };
  for (const feature of site.features) {
    for (const [path, command] of featureCommands(feature)) {
      mustBeFree(path, feature, commands);
      const [group, name] = path.split(" ");
      if (name !== undefined) groups[group] ??= feature.commandSummary;
      commands[path] = command;
    }
  }
  return { groups, commands };
}

function featureCommands(
  feature: Feature,
): [path: string, Command<Cli>][] {
  const made = feature.commands(commandMaker());
  return Object.entries(made).map(([name, command]) => [
    name.includes(" ") ? name : `${feature.name} ${name}`,
    withContext(
      command,
      (services) => queriesOf(feature, services),
    ),
  ]);
}

function mustBeFree(
  path: string,
  { name }: Feature,
  commands: CommandTree["commands"],
): void {
  const [first] = path.split(" ");
  const taken = [path, first].find((name) =>
    Object.hasOwn(commands, name) || /(?:^| )help$/.test(name)
  );
  if (PATH.test(path) && taken === undefined) return;
  const problem = taken === undefined
    ? "has an invalid name: use lower-case letters, digits, - and _"
    : `conflicts with the command "${taken}"`;
  throw new CommandFailure(
    "failed",
    `The command "${path}" of the feature "${name}" ${problem}. ` +
      "Rename it.",
  );
}

/** Wraps the commands, so that each runs with an open database. */
function withServices(commands: Commands): StandaloneCommands {
  return Object.fromEntries(
    Object.entries(commands).map(([path, command]) => [
      path,
      withContext(command, () => Promise.resolve(undefined)),
    ]),
  );
}

function withContext<Queries>(
  command: Command<CommandContext<Queries>>,
  openQueries: (services: CommandServices) => Promise<Queries>,
): Command<Cli> {
  return {
    ...command,
    async run(cli, input) {
      const settings = cli.settings();
      if (!command.createsDatabase) await ensureExists(settings);
      const opened = await cli.openStore(settings);
      try {
        const { store } = opened;
        const { io, site, now } = cli;
        const passwords = cli.createPasswords(settings);
        const mail = createOutbox(
          { settings, store, now },
          transportOf(site, settings),
        );
        const base = { site, settings, store, passwords, mail, now };
        let all: Promise<Services> | undefined;
        const openAll = () => all ??= openServices(cli, base, opened);
        const services = { ...base, openAll };
        const queries = await openQueries(services);
        return await command.run({ services, queries, io }, input);
      } finally {
        await opened.store.close();
      }
    },
  };
}

/** The queries of a feature. Only features that have some need all services. */
async function queriesOf(
  feature: Feature,
  { openAll }: CommandServices,
): Promise<unknown> {
  if (feature.queries === noQueries) return undefined;
  return (await openAll()).use(feature);
}

async function openServices(
  { io }: Cli,
  services: Omit<CommandServices, "openAll">,
  { database }: OpenStore,
): Promise<Services> {
  const { settings } = services;
  const log = createLog(
    settings.logLevel,
    "text",
    (_level, line) => io.err(line),
  );
  const keys = await openKeyRing(settings);
  const telemetry = createTelemetry();
  const secrets = createSecrets(() => openKeySet(settings, DATA_KEYS));
  const all = { ...services, database, keys, secrets, log, telemetry };
  return { ...all, use: createUse(all) };
}
