import { ConfirmPassword } from "../../../components/ConfirmPassword.tsx";
import { requireRecentLogin } from "@latchkey/core/http";

/** Every file in this folder takes a password that was entered within ten minutes. */
export default requireRecentLogin(ConfirmPassword);
