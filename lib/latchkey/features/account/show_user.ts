/** @module */
import { command } from "../../cli/cli.ts";
import { isoTime, minute } from "../../cli/table.ts";
import { readBcryptHash } from "../../crypto/bcrypt.ts";
import type { User } from "./user.ts";
import { shownAddress } from "../../email/shown_address.ts";
import { escapeControls } from "../../telemetry/log.ts";
import { accountState } from "./operator_actions.ts";
import type { CommandServices } from "../../services.ts";
import { mustUseFactor } from "../../settings/required_factor.ts";
import type { FactorDeadline } from "../../state.ts";
import {
  type AccountFactor,
  factorListOf,
} from "../second_factor/listed_factors.ts";
import { factorDeadline } from "../second_factor/required_factor.ts";
import { listSessions } from "../session/sessions.ts";
import { findUser, USER, userView } from "./named_user.ts";

/** `users show <user>`: an account and its number of live sessions. */
export const showUser = command({
  summary: "Show one account.",
  examples: ["users show ada@example.com"],
  args: { user: USER },
  async run({ services }, { user: name }) {
    const user = await findUser(services, name);
    const sessions = (await listSessions(services, user.id)).length;
    const factors = await factorsFor(services, user.id);
    const more = await describedByFeatures(services, user.id);
    const deadline = await deadlineFor(services, user);
    return {
      text: [
        `Email     ${escapeControls(shownAddress(user.address))}`,
        `Name      ${escapeControls(user.name) || "-"}`,
        ...profileLines(user),
        `Language  ${user.language ?? "-"}`,
        `ID        ${user.id}`,
        `State     ${stateOf(user)}`,
        `Verified  ${user.verifiedAt === null ? "no" : at(user.verifiedAt)}`,
        `Roles     ${user.roles.join(" ") || "-"}`,
        `Password  ${passwordState(user)}`,
        `Created   ${at(user.createdAt)}`,
        `Sessions  ${sessions}`,
        ...factorLines(factors),
        ...Object.entries(more).map(([label, text]) =>
          `${label.padEnd(9)} ${escapeControls(text)}`
        ),
        ...deadline ? [`Required  ${deadlineText(deadline)}`] : [],
      ].join("\n"),
      json: {
        user: userView(user),
        sessions,
        factors: factors?.map(factorView) ?? [],
        more,
        ...deadline && { secondFactorMissing: deadlineView(deadline) },
      },
    };
  },
});

/** One line for each profile field. */
function profileLines({ profile = {} }: User): string[] {
  return Object.entries(profile).map(([name, value], at) =>
    `${at === 0 ? "Profile" : "       "}   ${
      escapeControls(`${name}: ${value}`)
    }`
  );
}

/**
 * The account's second factors and linked logins; null if the site has no feature that adds any.
 */
async function factorsFor(
  { site, openAll }: CommandServices,
  userId: string,
): Promise<readonly AccountFactor[] | null> {
  return site.features.some(({ factor, credential }) =>
      (factor ?? credential)?.list
    )
    ? await factorListOf(await openAll(), userId)
    : null;
}

/** What features say about an account, by label. */
async function describedByFeatures(
  { site, openAll }: CommandServices,
  userId: string,
): Promise<Readonly<Record<string, string>>> {
  const describing = site.features.filter(({ describeUser }) => describeUser);
  if (describing.length === 0) return {};
  const { use } = await openAll();
  const described = await Promise.all(
    describing.map((feature) => feature.describeUser?.(use(feature), userId)),
  );
  return Object.assign({}, ...described);
}

/** By when the account must set up a second factor that it lacks; null if it need not. */
async function deadlineFor(
  services: CommandServices,
  user: User,
): Promise<FactorDeadline | null> {
  return mustUseFactor(services, user)
    ? await factorDeadline(await services.openAll(), user)
    : null;
}

function deadlineText({ dueAt, isOverdue }: FactorDeadline): string {
  if (dueAt === null) {
    return isOverdue
      ? "a second factor, at the next login"
      : "a second factor, some days after the next login";
  }
  return isOverdue
    ? `a second factor, overdue since ${at(dueAt)}`
    : `a second factor, by ${at(dueAt)}`;
}

function deadlineView({ dueAt, isOverdue }: FactorDeadline) {
  return { dueAt: dueAt === null ? null : isoTime(dueAt), overdue: isOverdue };
}

/** One line for each second factor and linked login. */
function factorLines(factors: readonly AccountFactor[] | null): string[] {
  if (factors === null) return [];
  if (factors.length === 0) return ["Factors   none"];
  return factors.map(({ kind, name, left, createdAt, lastUsedAt }, index) =>
    [
      `${index === 0 ? "Factors" : "       "}   ${kind.replaceAll("_", " ")}`,
      ...name === "" ? [] : [JSON.stringify(escapeControls(name))],
      ...left === undefined ? [] : [`(${left} left)`],
      `added ${at(createdAt)},`,
      lastUsedAt === null ? "never used" : `last used ${at(lastUsedAt)}`,
    ].join(" ")
  );
}

function factorView(
  { kind, id, name, left, createdAt, lastUsedAt }: AccountFactor,
) {
  return {
    kind,
    id,
    name,
    ...left !== undefined && { left },
    createdAt: isoTime(createdAt),
    lastUsedAt: lastUsedAt === null ? null : isoTime(lastUsedAt),
  };
}

function stateOf(user: User): string {
  const { disabled, deleteAfter } = user;
  if (deleteAfter === null) return accountState(user);
  return `${disabled ? "disabled, " : ""}to be deleted after ${
    at(deleteAfter)
  }`;
}

function passwordState({ passwordHash }: User): string {
  if (passwordHash === "") return "not set";
  const bcrypt = readBcryptHash(passwordHash);
  return bcrypt
    ? `bcrypt, cost ${bcrypt.cost}`
    : "imported hash, replaced at the next login";
}

function at(time: number): string {
  return `${minute(time)} UTC`;
}
