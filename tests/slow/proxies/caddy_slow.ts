/** The guide's Caddy in front of the built app. */
import { startCaddy } from "./caddy.ts";
import { isInstalled } from "../../debian.ts";
import { proxyTests } from "./proxy_tests.ts";

const ignore = !await isInstalled("caddy", "caddy");
proxyTests("Caddy", startCaddy, ignore);
