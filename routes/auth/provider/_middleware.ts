import { requireProviders } from "@latchkey/core/http";

/** Without a configured provider, a site has no such pages. */
export default requireProviders;
