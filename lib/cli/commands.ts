/**
 * The tree of commands.
 *
 * @module
 */
import { Command } from "@commander-js/extra-typings";
import { cliName, group, type Runner } from "./command.ts";
import { backup } from "./backup/backup.ts";
import { restore } from "./backup/restore.ts";
import { databaseCopy } from "./database/copy.ts";
import { databaseMigrate } from "./database/migrate.ts";
import { doctor } from "./doctor/doctor.ts";
import { incidentList } from "./incident/list.ts";
import { incidentLock } from "./incident/lock.ts";
import { incidentRotateKeys } from "./incident/rotate_keys.ts";
import { incidentSignOutEveryone } from "./incident/sign_out_everyone.ts";
import { incidentTrail } from "./incident/trail.ts";
import { invitesCreate } from "./invites/create.ts";
import { keysGenerate } from "./keys/generate.ts";
import { keysRotate } from "./keys/rotate.ts";
import { mailList } from "./mail/list.ts";
import { mailRetry } from "./mail/retry.ts";
import { sessionsList } from "./sessions/list.ts";
import { sessionsRevoke } from "./sessions/revoke.ts";
import { usersAdd } from "./users/add.ts";
import { usersDisable } from "./users/disable.ts";
import { usersEnable } from "./users/enable.ts";
import { usersExport } from "./users/export.ts";
import { usersGrant } from "./users/grant.ts";
import { usersImport } from "./users/import.ts";
import { usersList } from "./users/list.ts";
import { usersRemove } from "./users/remove.ts";
import { usersSetPassword } from "./users/set_password.ts";
import { usersShow } from "./users/show.ts";

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
