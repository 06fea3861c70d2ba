/** Gives `findBy…` the same timeout as every other wait in the tests. */
import { configure } from "@testing-library/react";

import { PATIENCE_MILLISECONDS } from "./patience.ts";

configure({ asyncUtilTimeout: PATIENCE_MILLISECONDS });
