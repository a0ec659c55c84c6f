import { ConfirmIdentity } from "../../../components/ConfirmIdentity.tsx";
import { requireRecentFactor } from "@latchkey/core/http";

/**
 * Pages in this folder require a second factor shown in the last ten minutes from an account
 * that has one, else the password: a person who reads an account's email can recover it.
 */
export default requireRecentFactor(ConfirmIdentity);
