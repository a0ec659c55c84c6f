/**
 * Examines the connection to an OpenID provider, for `doctor`.
 *
 * @module
 */
import { settingName } from "../provider_settings.ts";
import type { ProviderExamination } from "../login_provider.ts";
import { missingHosts } from "./client.ts";
import { discoveryUrl } from "./discovery_document.ts";
import { askProvider } from "./ask.ts";
import type { OpenIdOptions } from "./openid_options.ts";

/** What is wrong with the settings of a provider, and its time. */
export async function examineOpenId(
  options: OpenIdOptions,
): Promise<ProviderExamination> {
  const { id, issuer, issuerOf, logsOut } = options;
  const url = discoveryUrl(issuer);
  const { problem, status, date, json } = await askProvider(url);
  const unreachable = problem ??
    (status >= 500 ? `status ${status}` : undefined);
  if (unreachable !== undefined) return { unreachable, problems: [], date };
  if (status !== 200 || json === null) {
    const why = status === 200 ? "no JSON" : `status ${status}`;
    const problems = [
      `${url} answers with ${why}. Check ${settingName(id, "ISSUER")}.`,
    ];
    return { problems, date };
  }
  const named = String(json.issuer);
  const isOther = !issuerOf && URL.parse(named)?.href !== issuer.href;
  const missing = missingHosts(options, { ...json, issuer: named });
  const hosts = [...options.hosts, ...missing].join(",");
  return {
    date,
    problems: [
      ...isOther
        ? [
          `it calls itself ${JSON.stringify(named.slice(0, 200))}. ` +
          `Set ${settingName(id, "ISSUER")} to exactly that, if it is right.`,
        ]
        : [],
      ...REQUIRED.filter((name) => typeof json[name] !== "string")
        .map((name) => `discovery at ${url} names no ${name}.`),
      ...missing.length > 0
        ? [
          `it also uses ${missing.join(" and ")}. ` +
          `Set ${settingName(id, "HOSTS")}=${hosts}`,
        ]
        : [],
      ...logsOut && json.end_session_endpoint === undefined
        ? [
          "it has no logout (end_session_endpoint). " +
          `Remove ${settingName(id, "LOGOUT")}.`,
        ]
        : [],
    ],
  };
}

const REQUIRED = ["authorization_endpoint", "token_endpoint", "jwks_uri"];
