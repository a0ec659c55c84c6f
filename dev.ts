import { develop } from "@latchkey/core/develop";
import { site } from "./lib/site.ts";

await develop(site, import.meta.dirname!, () => import("./main.ts"));
