import { ConfirmIdentity } from "../../../components/ConfirmIdentity.tsx";
import { requireRecentLogin } from "@latchkey/core/http";

/** Pages in this folder require a password entered in the last ten minutes. */
export default requireRecentLogin(ConfirmIdentity);
