import { ConfirmIdentity } from "../../../components/ConfirmIdentity.tsx";
import { requireRecentFactor } from "@latchkey/core/http";

/**
 * Pages in this folder need no current password: they require a proof of identity from the last
 * ten minutes, and a second factor if the account has one.
 */
export default requireRecentFactor(ConfirmIdentity);
