/** @module */
import { type Finding, findingsOf } from "../../cli/finding.ts";
import { CLOCK_SKEW_SECONDS } from "../../crypto/clock_skew.ts";
import type { Site } from "../../services.ts";
import type { Settings } from "../../settings/settings.ts";
import { availableProviders } from "./available_providers.ts";
import type { LoginProvider } from "./login_provider.ts";

/** What the check works with. */
interface ProvidersCli {
  readonly site?: Site;
  now(): number;
}

/**
 * Whether the providers can be reached, their settings fit, the clock agrees with theirs, and
 * which redirect address has to be registered. An outage is only a warning, so that it doesn't
 * stop a deployment.
 */
export async function checkProviders(
  { site, now }: ProvidersCli,
  settings: Settings,
): Promise<Finding[]> {
  if (!site) return [];
  const providers = [...availableProviders({ site, settings }).values()];
  const findings = await Promise.all(
    providers.map((provider) => checkProvider(provider, settings, now)),
  );
  return findings.flat();
}

async function checkProvider(
  provider: LoginProvider,
  settings: Settings,
  now: () => number,
): Promise<Finding[]> {
  const finding = findingsOf("providers", provider.label);
  const examined = await provider.examine?.() ?? { problems: [], date: null };
  const { unreachable, problems, date } = examined;
  const secondsOff = date === null ? 0 : (now() - date) / 1000;
  const found = [
    ...unreachable === undefined ? [] : [
      finding("warn", `cannot be reached: ${unreachable}. Try again later.`),
    ],
    ...problems.map((problem) => finding("fail", problem)),
    ...Math.abs(secondsOff) <= CLOCK_SKEW_SECONDS
      ? []
      : [finding("fail", clockProblem(secondsOff))],
  ];
  const address = checkAddress(provider, settings);
  return [...found, address];
}

function clockProblem(secondsOff: number): string {
  const seconds = Math.round(Math.abs(secondsOff));
  const direction = secondsOff > 0 ? "ahead of" : "behind";
  return `the clock of this machine is ${seconds} seconds ${direction} the provider's, so ` +
    "logins can fail. Synchronise it, for example with NTP.";
}

/** The redirect address to register. */
function checkAddress(
  { id, label, answersBy }: LoginProvider,
  { appEnv, publicUrl, port }: Settings,
): Finding {
  const finding = findingsOf("providers", label);
  if (publicUrl === null && appEnv === "production") {
    return finding(
      "fail",
      "PUBLIC_URL is not set, so the redirect address could be forged. Set it.",
    );
  }
  const origin = publicUrl?.origin ?? `http://localhost:${port}`;
  const address = `${origin}/auth/provider/${id}/callback`;
  if (answersBy === "form_post" && !origin.startsWith("https:")) {
    return finding(
      "warn",
      `it answers only to an address with https://, not to ${address}. Set PUBLIC_URL.`,
    );
  }
  return finding("ok", `register ${address} there as the redirect address.`);
}
