/**
 * The tree of commands.
 *
 * @module
 */
import { Command } from "@commander-js/extra-typings";
import { cliName, group, type Runner } from "./command.ts";
import { backup } from "../database/commands/backup.ts";
import { restore } from "../database/commands/restore.ts";
import { databaseCopy } from "../database/commands/copy.ts";
import { databaseMigrate } from "../database/commands/migrate.ts";
import { doctor } from "./doctor/doctor.ts";
import { incidentList } from "../features/incident/list.ts";
import { incidentLock } from "../features/incident/lock.ts";
import { incidentRotateKeys } from "../features/incident/rotate_keys.ts";
import { incidentSignOutEveryone } from "../features/incident/log_out_everyone.ts";
import { incidentTrail } from "../features/incident/trail.ts";
import { invitesCreate } from "../features/invitations/command.ts";
import { keysGenerate } from "../crypto/commands/generate.ts";
import { keysRotate } from "../crypto/commands/rotate.ts";
import { mailList } from "../email/commands/list.ts";
import { mailRetry } from "../email/commands/retry.ts";
import { sessionsList } from "../features/session/commands/list.ts";
import { sessionsRevoke } from "../features/session/commands/revoke.ts";
import { usersAdd } from "../features/account/commands/add.ts";
import { usersDisable } from "../features/account/commands/disable.ts";
import { usersEnable } from "../features/account/commands/enable.ts";
import { usersExport } from "../features/export/command.ts";
import { usersGrant } from "../features/account/commands/grant.ts";
import { usersImport } from "../features/account/commands/import.ts";
import { usersList } from "../features/account/commands/list.ts";
import { usersRemove } from "../features/account/commands/remove.ts";
import { usersSetPassword } from "../features/account/commands/set_password.ts";
import { usersShow } from "../features/account/commands/show.ts";

/** The program with all its commands; which one runs, the parser finds out. */
export function createProgram(runner: Runner) {
  return new Command(cliName)
    .description(
      "Manage the accounts, sessions, keys, email and database of this site.",
    )
    .addCommand(
      group("users", "Look after accounts. A <user> is an address or an id.")
        .addCommand(usersAdd(runner))
        .addCommand(usersImport(runner))
        .addCommand(usersExport(runner))
        .addCommand(usersList(runner))
        .addCommand(usersShow(runner))
        .addCommand(usersSetPassword(runner))
        .addCommand(usersGrant(runner))
        .addCommand(usersDisable(runner))
        .addCommand(usersEnable(runner))
        .addCommand(usersRemove(runner)),
    )
    .addCommand(
      group("sessions", "See and end sign-ins.")
        .addCommand(sessionsList(runner))
        .addCommand(sessionsRevoke(runner)),
    )
    .addCommand(
      group("invites", "Invite people, where sign-up is by invitation only.")
        .addCommand(invitesCreate(runner)),
    )
    .addCommand(
      group("mail", "See what waits to be sent, and try again.")
        .addCommand(mailList(runner))
        .addCommand(mailRetry(runner)),
    )
    .addCommand(
      group("keys", "Make the keys that sign access tokens.")
        .addCommand(keysGenerate(runner))
        .addCommand(keysRotate(runner)),
    )
    .addCommand(
      group("incident", "What to do when something is wrong, at once.")
        .addCommand(incidentSignOutEveryone(runner))
        .addCommand(incidentRotateKeys(runner))
        .addCommand(incidentLock(runner))
        .addCommand(incidentTrail(runner))
        .addCommand(incidentList(runner)),
    )
    .addCommand(
      group("database", "Apply migrations, and move to another database.")
        .addCommand(databaseMigrate(runner))
        .addCommand(databaseCopy(runner)),
    )
    .addCommand(backup(runner))
    .addCommand(restore(runner))
    .addCommand(doctor(runner));
}
