/** What `findBy…` waits for is waited for as patiently as all else. */
import { configure } from "@testing-library/react";

import { PATIENCE_MILLISECONDS } from "./patience.ts";

configure({ asyncUtilTimeout: PATIENCE_MILLISECONDS });
